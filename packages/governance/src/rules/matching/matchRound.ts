import { DaomeshError, limits } from '@daomesh/protocol'
import { allBps } from '../bps.ts'
import { sumOfRoots } from './sumOfRoots.ts'

/** What somebody gave to a project for a seat of the confederation. `project` is its place on the list. */
export type RoundContribution = { readonly seat: number; readonly project: number; readonly amount: bigint }

export type MatchRoundParameters = {
  /** How many projects there are. */
  readonly projects: number
  /** In the smallest unit of the round's token, as all amounts. */
  readonly pool: bigint
  /** The largest part of the pool that one project is matched with, in basis points. */
  readonly capBps: number
  readonly contributions: readonly RoundContribution[]
}

export type ProjectMatch = {
  readonly contributed: bigint
  /** How many seats gave something. */
  readonly seats: number
  /** (Σ√c)² − Σc. */
  readonly deserved: bigint
  /** What of it the pool pays. */
  readonly matched: bigint
}

export type MatchRoundReturnType = {
  readonly projects: readonly ProjectMatch[]
  /** Σ of what the projects deserve. */
  readonly deserved: bigint
  /** What goes back to who gave to the pool. */
  readonly left: bigint
}

/** Roots are kept to 2⁻⁷² of a unit, so that those of 112 bits have 128, as in the contract. */
const precision = 144n
const mostBits = 112n

const checkAmount = (amount: bigint): void => {
  // One below zero keeps its sign under the shift.
  if (amount >> mostBits !== 0n) throw new DaomeshError('AMOUNT_INVALID')
}

const deservedBy = (bySeat: ReadonlyMap<number, bigint>, contributed: bigint): bigint => {
  const roots = sumOfRoots(bySeat.values(), { precision, round: 'up' })
  return ((roots * roots) >> precision) - contributed
}

/** Per project what each seat gave to it: one amount a seat, however many contributions and people it came from. */
const bySeats = (projects: number, contributions: readonly RoundContribution[]): readonly ReadonlyMap<number, bigint>[] => {
  const tables = Array.from({ length: projects }, () => new Map<number, bigint>())
  for (const { seat, project, amount } of contributions) {
    const table = tables[project]
    if (table === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'project', project, projects } })
    if (amount < 0n) throw new DaomeshError('AMOUNT_INVALID')
    if (amount > 0n) table.set(seat, (table.get(seat) ?? 0n) + amount)
  }
  return tables
}

/**
 * What a round of public goods pays, by liberal radicalism (Buterin, Hitzig, Weyl, A Flexible Design for Funding Public Goods, 2019): a project deserves
 * (Σ√c)² − Σc, c what each seat of the confederation gave to it; where that is more than the pool in all, ⌊deserved · pool ÷ Σ deserved⌋; never more, and
 * at most the cap. Mirrors R15 of the contracts: roots are rounded up to 2⁻⁷², so rational matches are exact and who gives alone is not matched. The same
 * function estimates an open round.
 * @throws DaomeshError `INPUT_INVALID` for no project, too many, an unknown one or a cap that is none; `AMOUNT_INVALID` for amounts below zero or above 112 bits.
 * @example
 * const contributions = [0, 1, 2].map((seat) => ({ seat, project: 0, amount: 9n }))
 * matchRound({ projects: 1, pool: 100n, capBps: 10_000, contributions }).projects[0]?.matched // => 54n
 * matchRound({ projects: 1, pool: 20n, capBps: 5000, contributions }).left // => 10n
 */
export const matchRound = ({ projects, pool, capBps, contributions }: MatchRoundParameters): MatchRoundReturnType => {
  if (projects < 1 || projects > limits.roundProjects)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'projects', count: projects, max: limits.roundProjects } })
  if (!Number.isInteger(capBps) || capBps < 1 || BigInt(capBps) > allBps)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'capBps', capBps } })
  checkAmount(pool)
  const rows = bySeats(projects, contributions).map((bySeat) => {
    const contributed = [...bySeat.values()].reduce((sum, amount) => sum + amount, 0n)
    checkAmount(contributed)
    return { contributed, seats: bySeat.size, deserved: deservedBy(bySeat, contributed) }
  })
  const deserved = rows.reduce((sum, row) => sum + row.deserved, 0n)
  const cap = (pool * BigInt(capBps)) / allBps
  const matchOf = (own: bigint): bigint => {
    const scaled = deserved > pool ? (own * pool) / deserved : own
    return scaled < cap ? scaled : cap
  }
  const matches = rows.map((row) => ({ ...row, matched: matchOf(row.deserved) }))
  return { projects: matches, deserved, left: matches.reduce((left, { matched }) => left - matched, pool) }
}
