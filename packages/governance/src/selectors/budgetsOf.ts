import type { Address, Budget, BudgetId, EntryId } from '@daomesh/protocol'
import { type ChainState, currentMembers, rosterAt } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import { estimateBudget } from '../rules/budget/estimateBudget.ts'
import type { BudgetPart } from '../rules/budget/liberalRadical.ts'
import { epochToCite } from '../rules/citableEpoch.ts'
import type { Phrase } from '../rules/phrase.ts'
import { projectsIn } from './budgetProjects.ts'
import { budgetAt, type HeldPledge, pledgesIn, type ProjectRow } from './budgetRecords.ts'
import { type ClosingRow, closingsOf } from './closingsOf.ts'
import { type Present, type ProposalRow, proposalState, type ProposalStatus } from './proposalState.ts'
import type { Registers } from './registers.ts'

/** Takes pledges; its stated time is over; a closing is voted on or passes, after that time where one is stated; all of a closing was enacted. */
export type BudgetStatus = 'open' | 'ended' | 'closing' | 'paid'

export type PledgeRow = HeldPledge & {
  /** Why it does not count, or null. */
  readonly ignored: Phrase | null
  /** Two different sheets under the newest revision (G7). */
  readonly equivocated: boolean
}

export type BudgetRow = Budget & {
  readonly id: BudgetId
  readonly by: Address
  readonly entry: EntryId
  /** Milliseconds, for display. */
  readonly openedAt: number
  readonly status: BudgetStatus
  readonly projects: readonly ProjectRow[]
  /** Projects beyond 200, which cannot be pledged to. */
  readonly more: number
  /** Who may name one more; null: anybody. */
  readonly namers: readonly Address[] | null
  /** Who may pledge: whoever has a vote, now and in the roster that a closing would cite now. */
  readonly voters: readonly Address[]
  readonly pledges: readonly PledgeRow[]
  /** What each project would get now, in the order of `projects`. */
  readonly parts: readonly BudgetPart[]
  readonly closings: readonly (ClosingRow & { readonly statuses: readonly ProposalStatus[] })[]
}

/** The roster that a proposal made now would cite. */
const epochNow = ({ rosterEpoch, rules }: ChainState, { now, epochTimes }: Present): number =>
  epochTimes === undefined ? rosterEpoch : epochToCite({ currentEpoch: rosterEpoch, rules, createdAt: epochTimes, now })

const votersNow = (state: ChainState, present: Present): readonly Address[] => {
  const cited = new Set(
    (rosterAt(state, epochNow(state, present))?.members ?? []).flatMap(({ account, power }) => (power > 0n ? [account] : [])),
  )
  return currentMembers(state).flatMap(({ account, power }) => (power > 0n && cited.has(account) ? [account] : []))
}

/** Nobody votes on it any more, and it does not pass. */
const over: ReadonlySet<ProposalStatus> = new Set(['expired', 'superseded', 'withdrawn', 'rejected', 'closed'])

/**
 * A part of a closing that is voted on, or was and passes. What as many are against as all others could say stands in nobody's way, whatever end its author gave it.
 * One that is not here yet may be voted on elsewhere.
 */
const isVotedOn = (row: ProposalRow | undefined): boolean =>
  row === undefined || (!over.has(row.status) && (row.status !== 'open' || row.tally.against * 2n < row.tally.total))

type Closing = { readonly statuses: readonly ProposalStatus[]; readonly isVotedOn: boolean }

const statusOf = (closings: readonly Closing[], { closesAt }: Budget, now: number): BudgetStatus => {
  if (closings.some(({ statuses }) => statuses.every((status) => status === 'enacted'))) return 'paid'
  // No node closes it before the end that it states: a closing that somebody wrote all the same keeps nobody from pledging.
  if (now < closesAt) return 'open'
  if (closings.some((one) => one.isVotedOn)) return 'closing'
  return closesAt > 0 ? 'ended' : 'open'
}

/**
 * Everything about one budget at a given present, or undefined when no record here opens it.
 * @example
 * budgetState(registers, state, budget, { now: 1 }) // => undefined
 */
export const budgetState = (registers: Registers, state: ChainState, id: BudgetId, present: Present): BudgetRow | undefined => {
  const stated = budgetAt(registers, id)
  if (stated === undefined) return undefined
  const { at, ...budget } = stated
  const [voters, held] = [votersNow(state, present), pledgesIn(registers, id)]
  const { projects, more, namers } = projectsIn(registers, id, voters)
  const { parts, ignored } = estimateBudget(
    budget,
    projects.map((project) => project.id),
    voters,
    held,
  )
  const why = new Map(ignored.map(({ member, because }) => [member, because]))
  const closings = closingsOf(registers, id).map((closing) => {
    const rows = closing.decisions.map((decision) => proposalState(registers, state, decision, present))
    return { closing, statuses: rows.map((row) => row?.status ?? 'open'), isVotedOn: rows.some(isVotedOn) }
  })
  return {
    ...budget,
    id,
    openedAt: at,
    status: statusOf(closings, budget, present.now),
    projects,
    more,
    namers,
    voters,
    pledges: held.map((pledge) => ({
      ...pledge,
      ignored: why.get(pledge.member) ?? null,
      equivocated: registers.entries(keys.pledgeRevisions(id, pledge.member, pledge.revision)).length > 1,
    })),
    parts,
    closings: closings.map(({ closing, statuses }) => ({ ...closing, statuses })),
  }
}

/**
 * All budgets, newest first by the time their opener wrote; equal times by id.
 * @example
 * listBudgets(registers, state, { now: 1 }) // => []
 */
export const listBudgets = (registers: Registers, state: ChainState, present: Present): readonly BudgetRow[] =>
  registers
    .entries(keys.budgets)
    .flatMap(({ key }) => budgetState(registers, state, key.slice(keys.budgets.length) as BudgetId, present) ?? [])
    .sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1))

/**
 * The revision of a member's next pledge to a budget: one above the newest here.
 * @example
 * nextPledgeRevision(registers, budget, alice) // => 1n
 */
export const nextPledgeRevision = (registers: Registers, id: BudgetId, member: Address): bigint =>
  (pledgesIn(registers, id).find((pledge) => pledge.member === member)?.revision ?? 0n) + 1n
