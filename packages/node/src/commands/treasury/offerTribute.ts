import { changeRosterCall, takeCall, tokenCall } from '@daomesh/chain'
import { currentMembers, nameOf } from '@daomesh/governance'
import { type Address, DaomeshError, type DecisionId, type EntryId, limits, memberKinds, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { listedToken } from '../../queries/treasury/readTreasury.ts'
import type { Keep } from '../../requests/createRequests.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { inert } from '../../words/inert.ts'
import type { CallInput } from '../../words/pinCalls.ts'
import { allowTribute } from './allowTribute.ts'
import { submitProposal } from '../proposals/submitProposal.ts'

export type OfferTributeParameters = {
  readonly requestId: string
  readonly space: SpaceId
  /** Whose tribute it is, and who gets what is asked for it. */
  readonly account: Address
  readonly token: Address
  /** In its smallest unit, as all amounts. */
  readonly amount: string
  readonly shares: string
  readonly power: string | null
  readonly funds: { readonly token: Address; readonly amount: string } | null
  readonly reason: string
}

type Submitted = { decision: DecisionId; entry: EntryId }

const powerBound = 1n << 64n
const sharesBound = 1n << 128n
const word = 1n << 256n

const refuse = (field: string, reason: string): never => {
  throw new DaomeshError('INPUT_INVALID', { meta: { field, reason } })
}

const amountOf = (text: string): bigint => {
  const amount = BigInt(text)
  if (amount === 0n || amount >= word) throw new DaomeshError('AMOUNT_INVALID', { meta: { amount: text } })
  return amount
}

const asCall = ({ to, value, data }: ReturnType<typeof takeCall>): CallInput => ({ target: to, value: value.toString(), data })

/** What it gets in the roster; null where nothing is asked of it. */
const seatCall = async (
  node: NodeContext,
  space: DaoSpace,
  { account, shares, power }: OfferTributeParameters,
): Promise<CallInput | null> => {
  const mint = BigInt(shares)
  if (mint === 0n && power === null) return null
  const members = currentMembers(space.chainState())
  const seat = members.find((member) => member.account === account)
  const to = power === null ? undefined : BigInt(power)
  if (to === 0n) refuse('power', 'a tribute takes no power away')
  if (seat === undefined && to === undefined) refuse('power', 'who is no member yet gets a seat, and a seat has power')
  if (seat === undefined && members.length >= limits.rosterMembers) refuse('account', 'there is no seat left')
  if ((to ?? 0n) >= powerBound || (seat?.shares ?? 0n) + mint >= sharesBound) refuse('shares', 'more than the chain can hold')
  const stands = seat === undefined ? await node.adapters.chain.client.codeHash(account) : null
  const kind = seat?.kind ?? (stands === null ? memberKinds.key : memberKinds.contract)
  const { target, value, data } = changeRosterCall(space.record.dao, [{ account, kind, mint, ...(to !== undefined && { power: to }) }])
  return { target, value: value.toString(), data }
}

/** What the treasury pays for it. */
const fundsCall = (space: DaoSpace, { account, funds }: OfferTributeParameters): CallInput | null => {
  if (funds === null) return null
  const amount = amountOf(funds.amount)
  if (BigInt(funds.token) === 0n) return { target: account, value: amount.toString(), data: '0x' }
  return asCall(tokenCall({ token: funds.token, from: space.record.dao, to: account, part: { standard: 'erc20', amount } }))
}

/**
 * Puts to the vote that the DAO takes a tribute of an account, in a token on its list, and gives shares, power or funds for it: one decision, so both happen or
 * neither. Of this node's own account the DAO is allowed to take just that, by a transaction; nothing moves before the decision is carried out.
 * @throws DaomeshError `INPUT_INVALID` where the token is not on the list, nothing is asked for it, or the contract would refuse it; `AMOUNT_INVALID`,
 *   `CHAIN_UNREACHABLE`.
 */
export const offerTribute = async (node: NodeContext, parameters: OfferTributeParameters, keep: Keep<Submitted>): Promise<Submitted> => {
  const { requestId, space: id, account, token, reason } = parameters
  const space = node.spaces.dao(id)
  const { dao } = space.record
  const amount = amountOf(parameters.amount)
  if (!space.chainState().founded) refuse('space', 'the DAO is not deployed yet')
  if (account === dao) refuse('account', 'a DAO owes itself nothing')
  if (listedToken(space, token, null)?.standard !== 'erc20') refuse('token', 'not on the list of the DAO’s tokens')
  const given = [await seatCall(node, space, parameters), fundsCall(space, parameters)].filter((call) => call !== null)
  if (given.length === 0) refuse('shares', 'nothing is asked for it')
  const name = nameOf(space.registers(), account)
  const who = name === null ? account : inert(name)
  if (account === node.account.current())
    await allowTribute(node, { requestId: `${requestId}.allow`, space: id, token, amount: parameters.amount })
  const text = `${who} (${account}) gives a tribute, and the DAO gives what stands below for it: all of it or nothing. The account lets the DAO take just the tribute.`
  return submitProposal(
    node,
    {
      space: id,
      draft: null,
      title: `Tribute of ${name ?? account}`,
      content: [text, ...(reason === '' ? [] : [reason])].join('\n\n'),
      calls: [asCall(takeCall({ token, from: account, to: dao, amount })), ...given],
    },
    keep,
  )
}
