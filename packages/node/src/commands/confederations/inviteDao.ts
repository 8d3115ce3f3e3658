import { changeRosterCall, takeCall } from '@daomesh/chain'
import { currentMembers } from '@daomesh/governance'
import { type Address, DaomeshError, type DecisionId, type EntryId, limits, memberKinds, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { readChainState } from '../../nested/readChainState.ts'
import { listedToken } from '../../queries/treasury/readTreasury.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { inert } from '../../words/inert.ts'
import { submitProposal } from '../proposals/submitProposal.ts'

export type InviteDaoParameters = {
  readonly space: SpaceId
  readonly dao: Address
  readonly power: string
  readonly shares: string
  readonly reason: string
  /** What is taken of it for the seat, in the token's smallest unit, as it allows. */
  readonly tribute?: { readonly token: Address; readonly amount: string } | undefined
}

/**
 * Puts to the vote that another DAO gets a seat here. Whether that one takes it its own members say, each DAO by its ballots.
 * @throws DaomeshError `AMOUNT_INVALID`; `INPUT_INVALID` for who is a member, is no DAO on the chain, or gets nothing, and for a token that is not on the list; `CHAIN_UNREACHABLE`.
 */
export const inviteDao = async (
  node: NodeContext,
  { space: id, dao, power, shares, reason, tribute }: InviteDaoParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const refuse = (why: string): never => {
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'dao', dao, reason: why } })
  }
  const members = currentMembers(space.chainState())
  if (dao === space.record.dao || members.some(({ account }) => account === dao)) refuse('it has a seat already')
  if (members.length >= limits.rosterMembers) refuse('there is no seat left')
  if (BigInt(power) === 0n || BigInt(power) >= 1n << 64n || BigInt(shares) >= 1n << 128n)
    refuse('a seat has power, and no more than the chain can hold')
  const name = (await readChainState(node.adapters.chain.client, dao))?.genesis.name ?? refuse('no DAO stands at this address')
  const { target, value, data } = changeRosterCall(space.record.dao, [
    { account: dao, kind: memberKinds.contract, power: BigInt(power), mint: BigInt(shares) },
  ])
  if (tribute !== undefined && (BigInt(tribute.amount) === 0n || BigInt(tribute.amount) >= 1n << 256n))
    throw new DaomeshError('AMOUNT_INVALID', { meta: { amount: tribute.amount } })
  if (tribute !== undefined && listedToken(space, tribute.token, null)?.standard !== 'erc20')
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'token', reason: 'not on the list of the DAO’s tokens' } })
  const taking =
    tribute === undefined ? [] : [takeCall({ token: tribute.token, from: dao, to: space.record.dao, amount: BigInt(tribute.amount) })]
  const terms =
    tribute === undefined ? [] : [`For it the DAO takes a tribute of ${tribute.amount} of the token ${tribute.token}: both, or neither.`]
  const text = `The DAO ${inert(name)} (${dao}) gets a seat: power ${power}, new shares ${shares}. It votes here by the ballots of its members.`
  return submitProposal(
    node,
    {
      space: id,
      draft: null,
      title: `Invite ${name}`,
      content: [text, ...terms, ...(reason === '' ? [] : [reason])].join('\n\n'),
      calls: [
        ...taking.map((call) => ({ target: call.to, value: call.value.toString(), data: call.data })),
        { target, value: value.toString(), data },
      ],
    },
    keep,
  )
}
