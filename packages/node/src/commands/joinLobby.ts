import { nameOf } from '@daomesh/governance'
import { DaomeshError, type ErrorCode, lobbySpaceOf, parseInvite, toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type LobbyAnswer, readLobby } from '../queries/readLobby.ts'

/** What a member said when asked to let this device in. */
const refusalCodes: Readonly<Record<string, ErrorCode>> = {
  INVITE_EXPIRED: 'INVITE_EXPIRED',
  INVITE_REVOKED: 'INVITE_REVOKED',
  INVITE_REPLAYED: 'INVITE_REPLAYED',
}

export type JoinLobbyParameters = { readonly invite: string; readonly displayName: string }

/**
 * Joins the founding that an invite names: links this device, writes the display name, and dials the peers of the invite. Peers that do not
 * answer are tried again later, so joining works before anybody else is online.
 * @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION`, `INVITE_EXPIRED`, `INVITE_CHAIN`, `SIGNING_REFUSED`;
 *   `INVITE_REVOKED`, `INVITE_REPLAYED`, `MEMBERSHIP_REFUSED` when the members who answered let nobody in.
 */
export const joinLobby = async (node: NodeContext, { invite: text, displayName }: JoinLobbyParameters): Promise<LobbyAnswer> => {
  const { clock, chain, logger } = node.adapters
  const account = node.account.required()
  const invite = parseInvite(text, clock.now())
  const { identity } = chain.client.profile
  if (invite.chain.chainId !== identity.chainId || invite.chain.genesisHash !== identity.genesisHash)
    throw new DaomeshError('INVITE_CHAIN', { meta: { chainId: invite.chain.chainId.toString() } })
  const space = lobbySpaceOf(identity, invite.secret)
  await node.links.of(identity.chainId, account)
  if (node.spaces.find(space) === undefined)
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
  const lobby = node.spaces.lobby(space)
  /** Who wrote a name there is in, whatever became of the invite since. */
  const named = nameOf(lobby.registers(), account)
  node.reach.remember(invite.peers)
  node.reach.spaceAdded(space)
  const answered = await Promise.all(
    invite.peers.map((peer) =>
      node.reach.dial(peer).then(
        () => true,
        (error: unknown) => {
          logger.info({ peer, code: toDaomeshError(error).code }, 'a peer of the invite does not answer yet')
          return false
        },
      ),
    ),
  )
  if (answered.includes(true)) await node.reach.syncNow()
  const refusal = node.reach.book.refusalIn(space)
  if (named === null && refusal !== null) {
    node.reach.spaceRemoved(space)
    await node.spaces.remove(space)
    throw new DaomeshError(refusalCodes[refusal] ?? 'MEMBERSHIP_REFUSED')
  }
  if (named !== displayName) await lobby.append('profile.set', { name: displayName })
  return readLobby(node, space)
}
