import { lobbySpaceOf } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type LobbyAnswer, readLobby } from '../queries/readLobby.ts'

export type CreateLobbyParameters = { readonly name: string; readonly displayName: string; readonly expiresInHours: number }

/** Opens a lobby for a DAO to be founded. Its secret is drawn here and travels only in invites. */
export const createLobby = async (
  node: NodeContext,
  { name, displayName, expiresInHours }: CreateLobbyParameters,
): Promise<LobbyAnswer> => {
  const { random, clock, chain } = node.adapters
  node.account.required()
  const { identity } = chain.client.profile
  const secret = random.bytes(32)
  const space = lobbySpaceOf(identity, secret)
  await node.links.of(identity.chainId, node.account.required())
  const expires = clock.now() + expiresInHours * 3_600_000
  await node.spaces.add({ type: 'lobby', space, chain: identity, name, secret, expires, founder: true, displayName })
  await node.spaces.lobby(space).append('profile.set', { name: displayName })
  node.reach.spaceAdded(space)
  return readLobby(node, space)
}
