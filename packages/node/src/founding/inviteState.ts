import { foundingOf, lobbyState, type LobbyParameters } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'
import type { LobbySpace } from '../spaces/space.ts'

export type InviteState = 'open' | 'expired' | 'revoked' | 'founded'

/** Whether an invite still lets newcomers in, as a member sees it, and why not. What others found without that member closes nothing. Members of the lobby keep access whatever it says. */
export const inviteState = (space: LobbySpace, parameters: LobbyParameters, self: Address | null, now: number): InviteState => {
  const state = lobbyState(space.registers(), parameters)
  if (state.revoked) return 'revoked'
  if (foundingOf(state, self) !== null) return 'founded'
  return space.record.expires <= now ? 'expired' : 'open'
}
