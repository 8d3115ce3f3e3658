import { encodeEscrow } from '@daomesh/chain'
import type { EscrowAction, SpaceId } from '@daomesh/protocol'
import { enqueue } from '../commands/enqueue.ts'
import type { NodeContext } from '../context.ts'
import type { Approval } from '../due/approvalsFor.ts'
import {
  approvalId,
  approvalInWords,
  type CarriedOutcome,
  type CarriedParameters,
  enqueueCarried,
  isUnderWay,
  proposeCalls,
} from '../due/carryCalls.ts'
import type { Keep } from '../requests/createRequests.ts'
import { approvalsBefore } from './approvalsBefore.ts'
import { titledWithin } from '../deals/titledWithin.ts'
import { overtaking } from './overtaking.ts'

export type BountyOutcome = CarriedOutcome
export type ActParameters = CarriedParameters

type Act = {
  readonly action: EscrowAction
  /** Of the bounty, in a line. */
  readonly title: string
  /** What a DAO's members read before they vote. */
  readonly text: string
}

const words: Readonly<Record<EscrowAction['kind'], string>> = {
  fund: 'Fund the bounty',
  cancel: 'Cancel the bounty',
  split: 'Split the bounty',
  deliver: 'Deliver the bounty',
  accept: 'Accept the bounty',
  acceptLeaves: 'Accept parts of the bounty',
  object: 'Object to the bounty',
  objectLeaf: 'Object to a part of the bounty',
  contest: 'Contest an objection to the bounty',
  rule: 'Rule on the bounty',
  release: 'Release the bounty',
  refund: 'Take the bounty back',
  settle: 'Settle the bounty',
  payout: 'Pay the bounty out',
  free: 'Give up a part of the bounty',
  redirect: 'Redirect a part of the bounty',
  claim: 'Claim a credit of bounties',
}

const taker = 'The escrow'

/** Approvals for the escrow stand in the queue before the act, which is tried out only when they are mined. */
export const queueApprovals = (
  node: NodeContext,
  {
    requestId,
    title,
    approvals,
    round,
  }: {
    readonly requestId: string
    readonly title: string
    readonly approvals: readonly Approval[]
    readonly round: number
  },
): void => {
  for (const approval of approvals)
    enqueue(node, {
      requestId: approvalId(requestId, approval.name, round),
      call: approval.call,
      context: { title: titledWithin('Approve for the bounty ', title), lines: [approvalInWords(taker, approval)] },
      subject: { purpose: approval.name === 'reset' ? 'bountyReset' : 'bountyApprove', title },
    })
}

const asPerson = async (node: NodeContext, requestId: string, act: Act, head: string): Promise<BountyOutcome> => {
  const { action, title, text } = act
  if (node.queue.row(requestId) === undefined) {
    const account = node.account.required()
    const approvals = await approvalsBefore(node, account, action, isUnderWay(node, account, node.bounties.escrow))
    queueApprovals(node, { requestId, title, approvals, round: 1 })
  }
  return enqueueCarried(node, {
    requestId,
    call: encodeEscrow(node.bounties.escrow, action),
    context: { title: head, lines: [text] },
    subject: { purpose: `bounty${action.kind.slice(0, 1).toUpperCase()}${action.kind.slice(1)}`, title },
    supersededBy: overtaking(action.kind),
  })
}

const asDao = async (node: NodeContext, as: SpaceId, act: Act, head: string, keep: Keep<BountyOutcome>): Promise<BountyOutcome> => {
  const approvals = await approvalsBefore(node, node.spaces.dao(as).record.dao, act.action, false)
  const call = encodeEscrow(node.bounties.escrow, act.action)
  return proposeCalls(node, { as, title: head, text: act.text, taker, before: [], approvals, act: call }, keep)
}

/**
 * Brings an action to the escrow: as a transaction of this account, or as a proposal whose last call it is. What it takes of a token is approved before,
 * exactly: by transactions of their own, or as calls of the same proposal.
 * @throws DaomeshError `INPUT_INVALID`, `CHAIN_UNREACHABLE` where a proposal must pin the escrow's code, or a token is to be asked.
 */
export const carryOut = (
  node: NodeContext,
  { requestId, as }: ActParameters,
  act: Act,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const head = titledWithin(`${words[act.action.kind]} `, act.title).trim()
  return as === null ? asPerson(node, requestId, act, head) : asDao(node, as, act, head, keep)
}
