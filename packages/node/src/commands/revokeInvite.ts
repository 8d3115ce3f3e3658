import type { SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type LobbyAnswer, readLobby } from '../queries/readLobby.ts'

/** Closes the invite to newcomers for good; who is in stays in. */
export const revokeInvite = async (node: NodeContext, { space }: { readonly space: SpaceId }): Promise<LobbyAnswer> => {
  await node.spaces.lobby(space).append('lobby.revoke', {})
  return readLobby(node, space)
}
