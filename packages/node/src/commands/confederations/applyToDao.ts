import { currentMembers } from '@daomesh/governance'
import { type Address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { readDaoInvite } from '../../founding/readDaoInvite.ts'
import { askToJoin, type JoinAnswer } from '../../joining/askToJoin.ts'
import { listedToken } from '../../queries/treasury/readTreasury.ts'
import { readChainState } from '../../nested/readChainState.ts'
import { knock } from '../../reach/knock.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { inert } from '../../words/inert.ts'

export type ApplyToDaoParameters = {
  /** The DAO that asks for a seat. */
  readonly as: SpaceId
  /** Where: its address, or an invite to it, by which its members hear of it. */
  readonly outer: Address | null
  readonly invite: string | null
  readonly power: string
  readonly shares: string
  readonly reason: string
  /** What the DAO may take of a token for it, in its smallest unit. */
  readonly tribute?: { readonly token: Address; readonly amount: string } | undefined
}

/** Opens the outer DAO by its invite, to wait at its door as a DAO; this person asks for no seat. */
const openByInvite = async (node: NodeContext, text: string): Promise<Address> => {
  const { invite, factory, space } = readDaoInvite(node, text)
  const { identity } = node.adapters.chain.client.profile
  await node.links.of(identity.chainId, node.account.required())
  if (node.spaces.find(space) === undefined)
    await node.spaces.add({
      type: 'dao',
      space,
      chain: identity,
      lobby: null,
      dao: invite.dao,
      factory,
      genesis: invite.genesis,
      proposer: false,
      displayName: '',
      invite: invite.invite,
    })
  await knock(node, space, invite.peers, () => false)
  return invite.dao
}

/**
 * Asks the members of a DAO whether it takes a seat in another one, with this power and these new shares; with a tribute, in the same decision, what that one
 * may take for it, which then takes a transaction. As soon as their ballots say so, the members of the
 * other DAO hear it: from whoever is in both, or by the invite.
 * @throws DaomeshError `AMOUNT_INVALID`; `INPUT_INVALID` where neither address nor invite says where, it is a member already, no DAO stands there, or the token is not on its list; `INVITE_MALFORMED`,
 *   `INVITE_VERSION`, `INVITE_EXPIRED`, `INVITE_CHAIN`, `CHAIN_UNREACHABLE`.
 */
export const applyToDao = async (
  node: NodeContext,
  { as, outer, invite, power, shares, reason, tribute }: ApplyToDaoParameters,
  keep: Keep<JoinAnswer>,
): Promise<JoinAnswer> => {
  const inner = node.spaces.dao(as)
  const { dao } = inner.record
  const refuse = (field: string, why: string): never => {
    throw new DaomeshError('INPUT_INVALID', { meta: { field, reason: why } })
  }
  if (BigInt(power) === 0n || BigInt(power) >= 1n << 64n || BigInt(shares) >= 1n << 128n)
    refuse('power', 'a seat has power, and no more than the chain can hold')
  if (tribute !== undefined && (BigInt(tribute.amount) === 0n || BigInt(tribute.amount) >= 1n << 256n))
    throw new DaomeshError('AMOUNT_INVALID', { meta: { amount: tribute.amount } })
  if (tribute !== undefined && listedToken(inner, tribute.token, null)?.standard !== 'erc20')
    refuse('token', 'not on the list of the DAO’s tokens')
  const at = invite === null ? (outer ?? refuse('outer', 'neither an address nor an invite says where')) : await openByInvite(node, invite)
  if (at === dao) refuse('outer', 'a DAO is no member of itself')
  const state = (await readChainState(node.adapters.chain.client, at)) ?? refuse('outer', 'no DAO stands at this address')
  if (currentMembers(state).some(({ account }) => account === dao)) refuse('outer', 'it has a seat there already')
  const { name } = state.genesis
  const text = `Shall we ask ${inert(name)} (${at}) for a seat, and take it if its members agree: power ${power}, new shares ${shares}?`
  const gives =
    tribute === undefined
      ? []
      : [`For it ${inert(name)} may take ${tribute.amount} of the token ${tribute.token}, by the decision that gives the seat.`]
  return askToJoin(
    node,
    inner,
    {
      question: {
        kind: 'seat',
        outer: at,
        power: BigInt(power),
        shares: BigInt(shares),
        ...(tribute !== undefined && { tribute: { token: tribute.token, amount: BigInt(tribute.amount) } }),
      },
      title: `Join ${name}`,
      text: [text, ...gives, ...(reason === '' ? [] : [reason])].join('\n\n'),
    },
    keep,
  )
}
