import { lobbyState, type LobbyParameters } from '@daomesh/governance'
import type { LobbySpace } from '../spaces/space.ts'

export type InviteState = 'open' | 'expired' | 'revoked' | 'founded'

/** Whether an invite still lets newcomers in, and why not. Members of the lobby keep access whatever it says. */
export const inviteState = (space: LobbySpace, parameters: LobbyParameters, now: number): InviteState => {
  const state = lobbyState(space.registers(), parameters)
  if (state.revoked) return 'revoked'
  if (state.founding !== null) return 'founded'
  return space.record.expires <= now ? 'expired' : 'open'
}
