import type { Bounty } from './bounties.ts'
import type { StepState } from '../records/RecordStep.tsx'

/** A step on the way of a bounty. `at`: when it happened, or until when it may (seconds of chain time); null where no time belongs to it. */
export type Step = {
  readonly step:
    | 'agreed'
    | 'funded'
    | 'split'
    | 'delivered'
    | 'reviewed'
    | 'objected'
    | 'contested'
    | 'ruled'
    | 'released'
    | 'paid'
    | 'ended'
  readonly state: StepState
  readonly at: number | null
  readonly count?: number
  readonly of?: number
}

type Objection = Pick<Bounty['objections'][number], 'node' | 'objectedAt' | 'contestBy' | 'contestedAt' | 'ruleBy' | 'ruledAt'>
type Read = Pick<Bounty, 'status' | 'releasedAt' | 'deadlines' | 'times' | 'safe'> & {
  readonly objections: readonly Objection[]
  readonly leaves: readonly Pick<Bounty['leaves'][number], 'state'>[]
  /** The bounty itself and each of its parts. */
  readonly margins: readonly Pick<Bounty['margins'][number], 'node'>[]
}

const order = ['none', 'funded', 'delivered', 'released'] as const
/** An objection stands where the review would: after delivery. */
const rankOf = (status: Bounty['status']): number => (status === 'objected' ? 2 : order.findIndex((one) => one === status))

const timeOf = (seconds: number): number | null => (seconds === 0 ? null : seconds)

/** What became of an objection to the whole, step by step. */
const disputeSteps = ({ objections, status }: Read): readonly Step[] => {
  const found = objections.find(({ node }) => node === null)
  if (found === undefined) return []
  const { objectedAt, contestBy, contestedAt, ruleBy, ruledAt } = found
  const over = status === 'released'
  const contested: Step =
    contestedAt === 0
      ? { step: 'contested', state: over ? 'ahead' : 'now', at: timeOf(contestBy) }
      : { step: 'contested', state: 'done', at: contestedAt }
  const ruled: readonly Step[] =
    contestedAt === 0
      ? []
      : [{ step: 'ruled', state: ruledAt > 0 ? 'done' : over ? 'ahead' : 'now', at: ruledAt > 0 ? ruledAt : timeOf(ruleBy) }]
  return [{ step: 'objected', state: 'done', at: objectedAt }, ...(over && contestedAt === 0 ? [] : [contested]), ...ruled]
}

const splitStep = ({ margins, safe }: Read): readonly Step[] =>
  margins.length < 2 ? [] : [{ step: 'split', state: safe ? 'done' : 'now', at: null, count: margins.length - 1 }]

const paidStep = ({ leaves, status }: Read): readonly Step[] => {
  if (leaves.length === 0) return []
  const paid = leaves.filter(({ state }) => state === 'paid').length
  const state: StepState = paid === leaves.length ? 'done' : status === 'released' ? 'now' : 'ahead'
  return [{ step: 'paid', state, at: null, count: paid, of: leaves.length }]
}

/** The way of a bounty from the word to the money: what is done, what is next and until when, what lies ahead. */
export const timelineOf = (bounty: Read): readonly Step[] => {
  const { status, deadlines, times, releasedAt, objections } = bounty
  const rank = rankOf(status)
  const stateOf = (at: number): StepState => (rank >= at ? 'done' : rank === at - 1 ? 'now' : 'ahead')
  const agreed: Step = { step: 'agreed', state: 'done', at: null }
  if (status === 'cancelled') return [agreed, { step: 'ended', state: 'failed', at: null }]
  // A refund ends a bounty that was never delivered: nothing of it goes to the hunter.
  const neverDelivered = status === 'released' && times.deliveredAt === 0
  const disputed = objections.some(({ node }) => node === null)
  const isRuled = objections.some(({ node, ruledAt }) => node === null && ruledAt > 0)
  const reviewed: Step = {
    step: 'reviewed',
    state: status === 'released' ? 'done' : stateOf(3),
    at: status === 'delivered' ? timeOf(deadlines.reviewEnd) : null,
  }
  return [
    agreed,
    { step: 'funded', state: stateOf(1), at: timeOf(rank >= 1 ? times.fundedAt : deadlines.fundBy) },
    ...splitStep(bounty),
    ...(neverDelivered
      ? []
      : [{ step: 'delivered', state: stateOf(2), at: timeOf(rank >= 2 ? times.deliveredAt : deadlines.deliverBy) } as const]),
    ...(neverDelivered ? [] : disputed ? disputeSteps(bounty) : [reviewed]),
    { step: 'released', state: status === 'released' ? 'done' : isRuled ? 'now' : 'ahead', at: timeOf(releasedAt) },
    ...paidStep(bounty),
  ]
}
