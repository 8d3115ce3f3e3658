import { type ChainCall, isSettled } from '@daomesh/chain'
import type { Address, DecisionId, SpaceId } from '@daomesh/protocol'
import { enqueue } from '../commands/enqueue.ts'
import { submitProposal } from '../commands/proposals/submitProposal.ts'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import { readTransaction, type TransactionAnswer } from '../transactions/readTransaction.ts'
import type { Approval } from './approvalsFor.ts'

/** What an act on a bounty or a round became: a transaction of this account with the approvals before it, or a proposal to the members of a DAO. */
export type CarriedOutcome = {
  readonly transaction: TransactionAnswer | null
  readonly approvals: TransactionAnswer[]
  readonly decision: DecisionId | null
}

/** `as`: the DAO in whose name; null for this account. */
export type CarriedParameters = { readonly requestId: string; readonly as: SpaceId | null }

/** An approval as a person reads it. `taker`: the contract that takes, as `The escrow`. */
export const approvalInWords = (taker: string, { name, amount, call: { to } }: Approval): string =>
  name === 'reset' ? `${taker} may take nothing of the token ${to} any more.` : `${taker} may take ${amount} units of the token ${to}.`

/** How often approvals are queued for one act at most. */
export const mostApprovals = 3

/** Under which id an approval of a request is queued; `round`: the first ones, or those of a later attempt. */
export const approvalId = (requestId: string, name: Approval['name'], round: number): string =>
  round === 1 ? `${requestId}.${name}` : `${requestId}.${name}.${round}`

/** Rows of the queue with the approvals of a request, in their order. */
export const approvalRows = (node: NodeContext, requestId: string) =>
  Array.from({ length: mostApprovals }, (_, i) => i + 1).flatMap((round) =>
    (['reset', 'approve'] as const).flatMap((name) => node.queue.row(approvalId(requestId, name, round)) ?? []),
  )

/** Approvals of this request that were queued before, in their order: a retry answers them as they are. */
export const queuedApprovals = (node: NodeContext, requestId: string): TransactionAnswer[] =>
  approvalRows(node, requestId).map(readTransaction)

/** Queues the act itself, behind its approvals, and answers what became of it. */
export const enqueueCarried = (node: NodeContext, act: Parameters<typeof enqueue>[1]): CarriedOutcome => {
  const carried = (transaction: TransactionAnswer): CarriedOutcome => ({
    transaction,
    approvals: queuedApprovals(node, act.requestId),
    decision: null,
  })
  return carried(enqueue(node, act, carried))
}

/** Whether something of this account is on its way to a contract: what that may take now is spoken for. */
export const isUnderWay = (node: NodeContext, account: Address, to: Address): boolean =>
  node.queue.rows().some((row) => row.account === account && !isSettled(row) && row.call.to === to)

export type ProposedCalls = {
  readonly as: SpaceId
  readonly title: string
  /** What the members read before they vote; the approvals are said behind it. */
  readonly text: string
  readonly taker: string
  readonly before: readonly ChainCall[]
  readonly approvals: readonly Approval[]
  readonly act: ChainCall
}

/** Puts calls to the members of a DAO: what comes before, the approvals, and the act itself, all in one transaction or none. */
export const proposeCalls = async (
  node: NodeContext,
  { as, title, text, taker, before, approvals, act }: ProposedCalls,
  keep: Keep<CarriedOutcome>,
): Promise<CarriedOutcome> => {
  const all = [...before, ...approvals.map(({ call }) => call), act]
  const content = [text, ...approvals.map((one) => approvalInWords(taker, one))].join('\n\n')
  const calls = all.map(({ to, value, data }) => ({ target: to, value: value.toString(), data }))
  const outcome = (decision: DecisionId): CarriedOutcome => ({ transaction: null, approvals: [], decision })
  const { decision } = await submitProposal(node, { space: as, draft: null, title, content, calls }, (made) => keep(outcome(made.decision)))
  return outcome(decision)
}
