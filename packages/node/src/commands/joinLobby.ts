import { DaomeshError, lobbySpaceOf, parseInvite, toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type LobbyAnswer, readLobby } from '../queries/readLobby.ts'

export type JoinLobbyParameters = { readonly invite: string; readonly displayName: string }

/**
 * Joins the founding that an invite names: links this device, writes the display name, and dials the peers of the invite. Peers that do not
 * answer are tried again later, so joining works before anybody else is online.
 * @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION`, `INVITE_EXPIRED`, `INVITE_CHAIN`, `SIGNING_REFUSED`.
 */
export const joinLobby = async (node: NodeContext, { invite: text, displayName }: JoinLobbyParameters): Promise<LobbyAnswer> => {
  const { clock, chain, logger } = node.adapters
  const account = node.account.required()
  const invite = parseInvite(text, clock.now())
  const { identity } = chain.client.profile
  if (invite.chain.chainId !== identity.chainId || invite.chain.genesisHash !== identity.genesisHash)
    throw new DaomeshError('INVITE_CHAIN', { meta: { chainId: invite.chain.chainId.toString() } })
  const space = lobbySpaceOf(identity, invite.secret)
  const known = node.spaces.find(space) !== undefined
  await node.links.of(identity.chainId, account)
  if (!known)
    await node.spaces.add({
      type: 'lobby',
      space,
      chain: identity,
      name: invite.name,
      secret: invite.secret,
      expires: invite.expires,
      founder: false,
      displayName,
    })
  node.reach.remember(invite.peers)
  node.reach.spaceAdded(space)
  await Promise.all(
    invite.peers.map((peer) =>
      node.reach
        .dial(peer)
        .catch((error: unknown) => logger.info({ peer, code: toDaomeshError(error).code }, 'a peer of the invite does not answer yet')),
    ),
  )
  await node.spaces.lobby(space).append('profile.set', { name: displayName })
  return readLobby(node, space)
}
