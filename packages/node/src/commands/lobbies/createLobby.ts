import { nameOf } from '@daomesh/governance'
import { lobbySpaceOf } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { drawOnce } from '../../requests/drawOnce.ts'
import { type LobbyAnswer, readLobby } from '../../queries/lobbies/readLobby.ts'

export type CreateLobbyParameters = {
  readonly requestId: string
  readonly name: string
  readonly displayName: string
  readonly expiresInHours: number
}

/** Opens a lobby for a DAO to be founded. Its secret is drawn here, once per request, and travels only in invites. */
export const createLobby = async (
  node: NodeContext,
  { requestId, name, displayName, expiresInHours }: CreateLobbyParameters,
): Promise<LobbyAnswer> => {
  const { random, clock, chain } = node.adapters
  const account = node.account.required()
  const { identity } = chain.client.profile
  const secret = drawOnce({ meta: node.meta, random }, requestId, 32)
  const space = lobbySpaceOf(identity, secret)
  await node.links.of(identity.chainId, account)
  const expires = clock.now() + expiresInHours * 3_600_000
  await node.spaces.add({ type: 'lobby', space, chain: identity, name, secret, expires, founder: true, displayName })
  const lobby = node.spaces.lobby(space)
  if (nameOf(lobby.registers(), account) !== displayName) await lobby.append('profile.set', { name: displayName })
  node.reach.spaceAdded(space)
  return readLobby(node, space)
}
