import { foundingOf, lobbyState } from '@daomesh/governance'
import type { Address, Verifier } from '@daomesh/protocol'
import type { LobbySpace } from '../spaces/space.ts'
import { lobbyParameters } from './lobbyParameters.ts'

export type InviteState = 'open' | 'expired' | 'revoked' | 'founded'

type Reader = { readonly verifier: Pick<Verifier, 'recoverAccount'>; readonly seats: ReadonlySet<Address>; readonly now: number }

/**
 * Whether an invite still lets newcomers in, as a member sees it, and why not. `seats`: the accounts by which that member may be a founder; what others found
 * without them closes nothing. Members of the lobby keep access whatever it says.
 */
export const inviteState = (space: LobbySpace, { verifier, seats, now }: Reader): InviteState => {
  const state = lobbyState(space.registers(), lobbyParameters(space, verifier))
  if (state.revoked) return 'revoked'
  if (foundingOf(state, seats) !== null) return 'founded'
  return space.record.expires <= now ? 'expired' : 'open'
}
