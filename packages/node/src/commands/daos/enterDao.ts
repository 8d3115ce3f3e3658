import { seatIn, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { readDaoInvite } from '../../founding/readDaoInvite.ts'
import { knock } from '../../reach/knock.ts'
import { readStanding, type Standing } from '../../queries/daos/readStanding.ts'

export type EnterDaoParameters = { readonly invite: string; readonly displayName: string }
export type EnterDaoAnswer = { space: SpaceId; name: string; standing: Standing }

/**
 * Opens a DAO by an invite: links this device to the account and keeps asking members, until one admits it as the device of a member. So a member's
 * second device enters at once, and whom a decision takes in enters as soon as that is seen on the chain, whichever comes first.
 * @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION`, `INVITE_EXPIRED`, `INVITE_CHAIN`, `SIGNING_REFUSED`; `INVITE_REVOKED`,
 *   `MEMBERSHIP_REFUSED` when the members who answered say so of somebody who is no member here either, `INVITE_UNKNOWN` when they know no such DAO.
 */
export const enterDao = async (node: NodeContext, { invite: text, displayName }: EnterDaoParameters): Promise<EnterDaoAnswer> => {
  const account = node.account.required()
  const { invite, factory, space: id } = readDaoInvite(node, text)
  const { identity } = node.adapters.chain.client.profile
  await node.links.of(identity.chainId, account)
  const wasIn = node.spaces.find(id) !== undefined
  if (!wasIn)
    await node.spaces.add({
      type: 'dao',
      space: id,
      chain: identity,
      lobby: null,
      dao: invite.dao,
      factory,
      genesis: invite.genesis,
      proposer: false,
      displayName,
      invite: invite.invite,
    })
  const isMember = (): boolean => seatIn(node.spaces.dao(id).view(), account) !== null
  await knock(node, id, invite.peers, (code) => !wasIn && (code === 'INVITE_UNKNOWN' || !isMember()))
  const space = node.spaces.dao(id)
  return { space: id, name: invite.genesis.name, standing: readStanding(node, space) }
}
