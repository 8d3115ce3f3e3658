import { type Address, DaomeshError, limits } from '@daomesh/protocol'
import { sumOfRoots } from '../matching/sumOfRoots.ts'
import type { Phrase } from '../phrase.ts'
import { apportion } from './apportion.ts'
import { countedPledges, type Pledge } from './countedPledges.ts'

export type LiberalRadicalParameters = {
  /** What is to be given out, in the smallest unit of its token. */
  readonly budget: bigint
  /** Ids of the projects, none twice; their order breaks ties. */
  readonly projects: readonly string[]
  /** Whoever has a vote, none twice. */
  readonly roster: readonly Address[]
  /** What each of them may pledge in all: virtual, and the same for everybody. */
  readonly allocation: bigint
  readonly pledges: readonly Pledge[]
}

export type BudgetPart = {
  readonly project: string
  /** What it gets, in the unit of the budget. */
  readonly amount: bigint
  /** Of how many members, and how much together. */
  readonly pledgers: number
  readonly pledged: bigint
}

export type LiberalRadicalReturnType = {
  readonly parts: readonly BudgetPart[]
  /** Whose pledges do not count, and why. */
  readonly ignored: readonly { readonly member: Address; readonly because: Phrase }[]
}

/** Roots are kept to 2⁻¹²⁸ of a unit: ⌊√(c · 2²⁵⁶)⌋. Squares come out exactly, and what is cut off is far below one unit of any budget. */
const precision = 256n

/** (Σ√c)², in units of 2⁻²⁵⁶. */
const supportOf = (pledges: ReadonlyMap<Address, bigint>): bigint => {
  const roots = sumOfRoots(pledges.values(), { precision, round: 'down' })
  return roots * roots
}

const isSet = (values: readonly string[]): boolean => new Set(values).size === values.length

/**
 * A budget by liberal radicalism (Buterin, Hitzig, Weyl, A Flexible Design for Funding Public Goods, 2019, section 4): project p deserves
 * (Σᵢ √cᵢₚ)², scaled so that all parts together are the budget. The money is the DAO's own and pledges are virtual, so nothing is subtracted for what
 * was paid in. Roots are rounded down to 2⁻¹²⁸, all else is exact; what is left of whole units goes to the largest remainders (`apportion`). Σ parts is
 * the budget, or nothing where nobody pledges.
 * @throws DaomeshError `INPUT_INVALID` for no project or too many, a project or member twice; `AMOUNT_INVALID` for a negative budget or allocation.
 * @example
 * const pledges = [alice, bob].map((member) => ({ member, project: 'well', amount: 4n }))
 * const one = { member: carol, project: 'roof', amount: 16n }
 * const budget = { budget: 1000n, projects: ['well', 'roof'], roster: [alice, bob, carol], allocation: 16n }
 * liberalRadical({ ...budget, pledges: [...pledges, one] }).parts.map(({ amount }) => amount) // => [500n, 500n]
 */
export const liberalRadical = (parameters: LiberalRadicalParameters): LiberalRadicalReturnType => {
  const { budget, projects, roster, allocation, pledges } = parameters
  if (projects.length === 0 || projects.length > limits.budgetProjects)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'projects', count: projects.length, max: limits.budgetProjects } })
  if (!isSet(projects)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'projects', reason: 'a project is named twice' } })
  if (!isSet(roster)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'roster', reason: 'a member is named twice' } })
  // A negative budget `apportion` refuses.
  if (allocation < 0n) throw new DaomeshError('AMOUNT_INVALID')
  const { byProject, ignored } = countedPledges(pledges, { roster, allocation, projects })
  const amounts = apportion(budget, byProject.map(supportOf))
  const parts = projects.map((project, i): BudgetPart => {
    const theirs = byProject[i] ?? new Map<Address, bigint>()
    const pledged = [...theirs.values()].reduce((sum, amount) => sum + amount, 0n)
    return { project, amount: amounts[i] ?? 0n, pledgers: theirs.size, pledged }
  })
  return { parts, ignored }
}
