import type { Address, Hex } from '@daomesh/protocol'
import { type Asker, releaseDue } from './bountyMoves.ts'
import { type BountyRecord, type LeafPlace, markOf, nodeOf, rulingPeriod } from './bountyRecord.ts'
import { leafStanding } from './leafStanding.ts'
import { baseOf, committedOf } from './shares.ts'

export const bountyTaskActions = ['fund', 'split', 'deliver', 'review', 'contest', 'rule', 'release', 'refund', 'payout', 'claim'] as const
export type BountyTaskAction = (typeof bountyTaskActions)[number]

/**
 * A line of somebody's inbox: something that an account owes, or waits for from others. `as`: whose line it is, the account itself or a DAO of it; `by`: who
 * does it; `alone`: no vote is needed for it. `until`: the last second in which it can be done, or after which time does it; 0: none.
 */
export type BountyTask = {
  readonly node: Hex | null
  readonly kind: 'owe' | 'wait'
  readonly action: BountyTaskAction
  readonly by: readonly Address[]
  readonly as: Address
  readonly alone: boolean
  readonly amount: bigint
  readonly until: number
}

/** The next step of a bounty or a leaf: who does it, and who waits for it. */
type Step = Pick<BountyTask, 'node' | 'action' | 'by' | 'amount' | 'until'> & {
  readonly owes: readonly Address[]
  readonly waits: readonly Address[]
}

/** One member may do it in the name of a DAO, or anybody at all. */
const withoutVote: ReadonlySet<BountyTaskAction> = new Set(['contest', 'release', 'refund', 'payout', 'claim'])
/** A part is delivered by a word in its deal, which any member of its payee says. */
const isWithoutVote = ({ action, node }: Pick<BountyTask, 'action' | 'node'>): boolean =>
  withoutVote.has(action) || (action === 'deliver' && node !== null)

const reviewersOf = ({ agreement: { issuer, reviewer } }: BountyRecord): readonly Address[] =>
  BigInt(reviewer) === 0n || reviewer === issuer ? [issuer] : [issuer, reviewer]

/** What an unsettled objection waits for; null where there is none. */
const disputeStep = (record: BountyRecord, node: Hex, now: number, amount: bigint, payer: Address, payee: Address): Step | null => {
  const { dispute } = nodeOf(record, node)
  if (dispute === null || !dispute.bonded) return null
  const at = node === record.id ? null : node
  const contestBy = dispute.objectedAt + record.agreement.reviewPeriod
  if (dispute.contestedAt === 0)
    return now < contestBy
      ? { node: at, action: 'contest', by: [payee], owes: [payee], waits: [payer], amount, until: contestBy - 1 }
      : null
  const ruleBy = dispute.contestedAt + rulingPeriod
  const { arbiter } = dispute
  return now < ruleBy
    ? { node: at, action: 'rule', by: [arbiter], owes: [arbiter], waits: [payer, payee], amount, until: ruleBy - 1 }
    : null
}

const topSteps = (record: BountyRecord, now: number): readonly Step[] => {
  const { agreement, status, id } = record
  const { issuer, hunter, amount, deliverBy, reviewPeriod } = agreement
  if (status === 'released') return []
  const margin = baseOf(record, id) - committedOf(record, id)
  if (releaseDue(record, now)) return [{ node: null, action: 'release', by: [], owes: [hunter], waits: [], amount: margin, until: 0 }]
  if (status === 'delivered') {
    const by = reviewersOf(record)
    return [{ node: null, action: 'review', by, owes: by, waits: [hunter], amount, until: record.deliveredAt + reviewPeriod - 1 }]
  }
  const disputed = status === 'objected' ? disputeStep(record, id, now, amount, issuer, hunter) : null
  if (disputed !== null) return [disputed]
  if (now <= deliverBy) return [{ node: null, action: 'deliver', by: [hunter], owes: [hunter], waits: [issuer], amount, until: deliverBy }]
  return [{ node: null, action: 'refund', by: [], owes: [issuer], waits: [], amount, until: 0 }]
}

/** What was told of a part in its deal, where that is here: nothing yet, or that it is delivered. Parts whose deal is not here are not in it. */
export type ToldParts = ReadonlyMap<Hex, boolean>

/** What waits for the release of the bounty above: before it, the part is delivered in its deal, and looked at by who split it. */
const beforeRelease = (record: BountyRecord, key: Hex, place: LeafPlace, now: number, told: ToldParts): Step => {
  const { owner, leaf, split, index, sub } = place
  const payer = record.places.get(owner)?.leaf.payee ?? record.agreement.hunter
  const { margin, share } = leafStanding(record, key, now)
  const isTold = nodeOf(record, owner).accepted.has(markOf(split, index)) ? undefined : told.get(key)
  if (isTold === true) return { node: key, action: 'review', by: [payer], owes: [payer], waits: [leaf.payee], amount: share, until: 0 }
  if (isTold === false) {
    const until = sub === undefined || now > sub.deliverBy ? 0 : sub.deliverBy
    return { node: key, action: 'deliver', by: [leaf.payee], owes: [leaf.payee], waits: [payer], amount: share, until }
  }
  return { node: key, action: 'release', by: reviewersOf(record), owes: [], waits: [leaf.payee], amount: margin, until: 0 }
}

const leafStep = (record: BountyRecord, key: Hex, now: number, signed: ReadonlySet<Hex>, told: ToldParts): Step | null => {
  const place = record.places.get(key)
  if (place === undefined) return null
  const { owner, leaf, split } = place
  const payer = record.places.get(owner)?.leaf.payee ?? record.agreement.hunter
  const { state, margin, share, at } = leafStanding(record, key, now)
  if (state === 'paid') return null
  if (state === 'payable') return { node: key, action: 'payout', by: [], owes: [leaf.payee], waits: [], amount: margin, until: 0 }
  const disputed = disputeStep(record, key, now, share, payer, leaf.payee)
  if (disputed !== null) return disputed
  if (split === 0 && !nodeOf(record, owner).opened && !signed.has(owner))
    return { node: key, action: 'split', by: [payer], owes: [payer], waits: [leaf.payee], amount: leaf.amount, until: 0 }
  if (record.status !== 'released') return beforeRelease(record, key, place, now, told)
  if (state === 'frozen') return { node: key, action: 'rule', by: [], owes: [], waits: [leaf.payee], amount: margin, until: at }
  return { node: key, action: 'review', by: [payer], owes: [payer], waits: [leaf.payee], amount: share, until: Math.max(0, at - 1) }
}

/** The line that a step is for an asker, at most one: its own account comes before its DAOs, and what it owes before what it waits for. */
export const taskOf = ({ owes, waits, ...step }: Step, { account, memberOf }: Asker): BountyTask | null => {
  const all = [account, ...memberOf]
  for (const [kind, parties] of [
    ['owe', owes],
    ['wait', waits],
  ] as const) {
    const as = all.find((one) => parties.includes(one))
    if (as !== undefined) return { ...step, kind, as, alone: as === account || isWithoutVote(step) }
  }
  return null
}

/**
 * What an account and its DAOs owe and wait for in one bounty at `now`, seconds of chain time: one line per step that is next, from the top down.
 * `signed`: nodes whose carried split a key signed, with the signature at hand, so that it counts without being opened (Q10). `told`: what deals of parts say.
 */
export const bountyTasks = (
  record: BountyRecord,
  asker: Asker,
  now: number,
  signed: ReadonlySet<Hex> = new Set(),
  told: ToldParts = new Map(),
): readonly BountyTask[] => {
  const steps = [...topSteps(record, now), ...[...record.places.keys()].flatMap((key) => leafStep(record, key, now, signed, told) ?? [])]
  return steps.flatMap((step) => taskOf(step, asker) ?? [])
}
