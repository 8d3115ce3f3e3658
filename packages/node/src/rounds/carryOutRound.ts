import { type ChainCall, encodeRound } from '@daomesh/chain'
import { type Address, type Round, type RoundAction, type SpaceId, ether } from '@daomesh/protocol'
import { enqueue, queuedBefore } from '../commands/enqueue.ts'
import type { NodeContext } from '../context.ts'
import { type Approval, approvalsFor } from '../due/approvalsFor.ts'
import {
  approvalInWords,
  type CarriedOutcome,
  type CarriedParameters,
  enqueueCarried,
  isUnderWay,
  proposeCalls,
  queuedApprovals,
} from '../due/carryCalls.ts'
import type { Keep } from '../requests/createRequests.ts'
import { titledWithin } from '../deals/titledWithin.ts'

export type RoundOutcome = CarriedOutcome
export type RoundActParameters = CarriedParameters

export type RoundAct = {
  /** In their order; all but the last take nothing. */
  readonly actions: readonly [...RoundAction[], RoundAction]
  /** Of the round, in a line. */
  readonly title: string
  /** What a DAO's members read before they vote. */
  readonly text: string
}

const heads: Readonly<Record<RoundAction['kind'], string>> = {
  open: 'Open the round',
  fund: 'Give to the pool of the round',
  contribute: 'Give to the round',
  callOff: 'Call off the round',
  finalise: 'Count the round',
  payout: 'Pay the projects of the round',
  refund: 'Give back what came for the round',
  refundPool: 'Give back what is left of the pool of the round',
  claim: 'Claim a credit of rounds',
}

const priceOf = (action: RoundAction): { readonly token: Address; readonly amount: bigint } =>
  action.kind === 'fund' || action.kind === 'contribute'
    ? { token: action.round.token, amount: action.amount }
    : { token: ether, amount: 0n }

const taker = 'The contract of rounds'

type Calls = { readonly before: readonly ChainCall[]; readonly act: ChainCall; readonly price: ReturnType<typeof priceOf> }

const callsOf = (node: NodeContext, { actions }: RoundAct): Calls => {
  const calls = actions.map((action) => encodeRound(node.rounds.rounds, action))
  const [last, act] = [actions.at(-1), calls.at(-1)]
  if (last === undefined || act === undefined) throw new RangeError('an act has an action')
  return { before: calls.slice(0, -1), act, price: priceOf(last) }
}

const approvalsOf = (node: NodeContext, from: Address, { before, act, price }: Calls, fresh: boolean): Promise<readonly Approval[]> =>
  approvalsFor(node, { from, spender: node.rounds.rounds, ...price, before, act }, fresh)

/** Errors by which the contract says that another transaction was there first. */
const overtaking = ['Round_AlreadyPaid', 'Round_NothingToRefund', 'Round_NoSuchFunding', 'Round_NothingToClaim']
/** So does a round that was counted or called off. One that is not there, or not any more, or not counted, nobody has overtaken. */
const pastOpen = ['Round_WrongStatus(*,2)', 'Round_WrongStatus(*,3)']

const asPerson = async (node: NodeContext, requestId: string, act: RoundAct, head: string): Promise<RoundOutcome> => {
  const kind = act.actions.at(-1)?.kind ?? 'claim'
  const subject = { purpose: `round${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`, title: act.title }
  // What a retry asks for may be another call by now: projects were paid, rosters written.
  const before = queuedBefore(node, requestId, { purpose: subject.purpose })
  if (before !== null) return { transaction: before, approvals: queuedApprovals(node, requestId), decision: null }
  const calls = callsOf(node, act)
  const account = node.account.required()
  // Approvals stand in the queue before the act, which is tried out only when they are mined.
  for (const approval of await approvalsOf(node, account, calls, isUnderWay(node, account, node.rounds.rounds)))
    enqueue(node, {
      requestId: `${requestId}.${approval.name}`,
      call: approval.call,
      context: { title: titledWithin('Approve for the round ', act.title), lines: [approvalInWords(taker, approval)] },
      subject: { purpose: approval.name === 'reset' ? 'roundReset' : 'roundApprove', title: act.title },
    })
  return enqueueCarried(node, {
    requestId,
    call: calls.act,
    context: { title: head, lines: [act.text] },
    subject,
    supersededBy: [...overtaking, ...pastOpen],
  })
}

const asDao = async (node: NodeContext, as: SpaceId, act: RoundAct, head: string, keep: Keep<RoundOutcome>): Promise<RoundOutcome> => {
  const calls = callsOf(node, act)
  const approvals = await approvalsOf(node, node.spaces.dao(as).record.dao, calls, false)
  return proposeCalls(node, { as, title: head, text: act.text, taker, before: calls.before, approvals, act: calls.act }, keep)
}

/**
 * Brings actions to the contract of rounds: one as a transaction of this account, or all as a proposal whose calls they are. What the last one takes of a token
 * is approved before it, exactly.
 * @throws DaomeshError `INPUT_INVALID`, `CHAIN_UNREACHABLE` where a proposal must pin the contract's code, or a token is to be asked.
 */
export const carryOutRound = (
  node: NodeContext,
  { requestId, as }: RoundActParameters,
  act: RoundAct,
  keep: Keep<RoundOutcome>,
): Promise<RoundOutcome> => {
  const kind = act.actions[0].kind
  const head = titledWithin(`${heads[kind]} `, act.title).trim()
  return as === null ? asPerson(node, requestId, act, head) : asDao(node, as, act, head, keep)
}

/** An amount of a round in words that hold without knowing its token. */
export const unitsOf = ({ token }: Pick<Round, 'token'>, amount: bigint): string =>
  token === ether ? `${amount} wei` : `${amount} units of the token ${token}`
