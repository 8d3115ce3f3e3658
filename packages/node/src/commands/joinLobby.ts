import { nameOf } from '@daomesh/governance'
import { DaomeshError, type ErrorCode, lobbySpaceOf, parseInvite, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type LobbyAnswer, readLobby } from '../queries/readLobby.ts'

/** What a member said when asked to let this device in. */
const refusalCodes: Readonly<Record<string, ErrorCode>> = {
  INVITE_EXPIRED: 'INVITE_EXPIRED',
  INVITE_REVOKED: 'INVITE_REVOKED',
  INVITE_REPLAYED: 'INVITE_REPLAYED',
}

/** Why this device is not let in; null where somebody lets it in, or nobody answered. `answered`: whether each peer of the invite knows the lobby. */
const refusalOf = ({ reach }: NodeContext, space: SpaceId, answered: readonly (boolean | null)[]): ErrorCode | null => {
  const refusal = reach.book.refusalIn(space)
  if (refusal !== null) return refusalCodes[refusal] ?? 'MEMBERSHIP_REFUSED'
  return answered.includes(false) && !answered.includes(true) ? 'INVITE_UNKNOWN' : null
}

export type JoinLobbyParameters = { readonly invite: string; readonly displayName: string }

/**
 * Joins the founding that an invite names: links this device, writes the display name, and dials the peers of the invite. Peers that do not
 * answer are tried again later, so joining works before anybody else is online.
 * @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION`, `INVITE_EXPIRED`, `INVITE_CHAIN`, `SIGNING_REFUSED`;
 *   `INVITE_REVOKED`, `INVITE_REPLAYED`, `MEMBERSHIP_REFUSED` when the members who answered let nobody in, `INVITE_UNKNOWN` when they know no such lobby.
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
        (device) => node.reach.isKnownTo(device, space),
        (error: unknown) => {
          logger.info({ peer, code: toDaomeshError(error).code }, 'a peer of the invite does not answer yet')
          return null
        },
      ),
    ),
  )
  const code = refusalOf(node, space, answered)
  if (named === null && code !== null) {
    node.reach.spaceRemoved(space)
    await node.spaces.remove(space)
    throw new DaomeshError(code)
  }
  if (named !== displayName) await lobby.append('profile.set', { name: displayName })
  return readLobby(node, space)
}
