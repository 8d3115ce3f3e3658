import { matchRound, type MatchRoundReturnType, type RoundContribution } from '../rules/matching/matchRound.ts'
import { poolRefunds } from '../rules/matching/poolRefunds.ts'
import { sequence } from './tallyCases.ts'

/** A round of public goods and what comes of it. */
export type RoundCase = MatchRoundReturnType & {
  readonly pool: bigint
  readonly capBps: number
  readonly contributions: readonly RoundContribution[]
  /** What the pool is made of, and what of it goes back. */
  readonly fundings: readonly bigint[]
  readonly refunds: readonly bigint[]
}

/** Case `n`, the same every time: 1 to 200 projects, 1 to 64 seats, mostly few; amounts from one unit to nearly all that fit, in parts too. */
export const roundCase = (n: number): RoundCase => {
  const next = sequence(n * 32_452_843 + 13)
  const random = (bits: number): bigint => {
    let value = 0n
    for (let i = 0; i < bits; i += 16) value = (value << 16n) | BigInt(next(65_536))
    return value >> BigInt((16 - (bits % 16)) % 16)
  }
  const projects = 1 + next(n % 20 === 0 ? 200 : 5)
  const seats = 1 + next(n % 7 === 0 ? 64 : 6)
  // Of 64 seats with 105 bits no project gets more than 112.
  const bits = [3, 12, 64, 105][next(4)] ?? 3
  const gifts = next(n % 20 === 0 ? 400 : 24)
  const amountOf = (): bigint => {
    const small = 1n + random(Math.min(bits, 100) - 1)
    // A common factor whose root is irrational, at times.
    return next(3) === 0 && bits < 100 ? 2n * random(Math.min(30, bits)) ** 2n + 2n : small
  }
  const contributions = Array.from({ length: gifts }, () => ({ seat: next(seats), project: next(projects), amount: amountOf() }))
  const fundings = Array.from({ length: next(5) }, () => 1n + random([2, 10, 64, 109][next(4)] ?? 2))
  const pool = fundings.reduce((sum, amount) => sum + amount, 0n)
  const capBps = next(2) === 0 ? 10_000 : 1 + next(10_000)
  const outcome = matchRound({ projects, pool, capBps, contributions })
  return { ...outcome, pool, capBps, contributions, fundings, refunds: poolRefunds(outcome.left, fundings) }
}
