import { keys } from '@daomesh/governance'
import type { SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type LobbyAnswer, readLobby } from '../../queries/lobbies/readLobby.ts'

/** Closes the invite to newcomers for good; who is in stays in. Once this member closed it there is nothing more to write. */
export const revokeInvite = async (node: NodeContext, { space }: { readonly space: SpaceId }): Promise<LobbyAnswer> => {
  const lobby = node.spaces.lobby(space)
  if (lobby.registers().get(keys.revocation(node.account.required())) === undefined) await lobby.append('lobby.revoke', {})
  return readLobby(node, space)
}
