import { nameOf } from '@daomesh/governance'
import { DaomeshError, lobbySpaceOf, parseInvite } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type LobbyAnswer, readLobby } from '../../queries/lobbies/readLobby.ts'
import { knock } from '../../reach/knock.ts'

export type JoinLobbyParameters = { readonly invite: string; readonly displayName: string }

/**
 * Joins the founding that an invite names: links this device, writes the display name, and dials the peers of the invite. Peers that do not
 * answer are tried again later, so joining works before anybody else is online.
 * @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION`, `INVITE_EXPIRED`, `INVITE_CHAIN`, `SIGNING_REFUSED`;
 *   `INVITE_REVOKED`, `INVITE_REPLAYED`, `MEMBERSHIP_REFUSED` when the members who answered let nobody in, `INVITE_UNKNOWN` when they know no such lobby.
 */
export const joinLobby = async (node: NodeContext, { invite: text, displayName }: JoinLobbyParameters): Promise<LobbyAnswer> => {
  const { clock, chain } = node.adapters
  const account = node.account.required()
  const invite = parseInvite(text, clock.now())
  if (invite.kind !== 'lobby')
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'invite', reason: 'it leads to a DAO, not to a lobby' } })
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
  await knock(node, space, invite.peers, () => named === null)
  if (named !== displayName) await lobby.append('profile.set', { name: displayName })
  return readLobby(node, space)
}
