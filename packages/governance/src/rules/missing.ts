import { allBps, neededOf } from './bps.ts'
import type { Tally } from './tally.ts'

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/**
 * How much For is still missing until nothing can stop it, if it comes from weight that is not For yet; zero when decisive. Not for quadratic
 * counting, where a ballot for it does not take as much from what can oppose it. Only for people to read.
 * @example
 * const counted = tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map([[alice, supports.for]]) })
 * missingToDecide(counted) // => 1n
 */
export const missingToDecide = (tally: Tally): bigint => {
  const half = tally.total / 2n + 1n
  const threshold = neededOf(tally.rules.thresholdBps, tally.total)
  return larger(larger(half, threshold) - tally.for, 0n)
}

/**
 * How much more must take part for the quorum: weight, in quadratic counting heads. Only for people to read.
 * @example
 * missingToQuorum(tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map() })) // => 2n
 */
export const missingToQuorum = ({ rules, took, voters }: Tally): bigint => larger(neededOf(rules.quorumBps, voters) - took, 0n)

/**
 * How much For is missing to win with the threshold, if nothing else changes: the smallest x with f + x > a and
 * (f + x) · 10 000 ≥ thresholdBps · (f + x + a); null when no amount does, because all must be For and somebody is against. Only for people to read.
 * @example
 * missingToPass(tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map([[alice, supports.against]]) })) // => 2n
 */
export const missingToPass = ({ rules, for: yes, against }: Tally): bigint | null => {
  const threshold = BigInt(rules.thresholdBps)
  if (threshold >= allBps) return against > 0n ? null : larger(1n - yes, 0n)
  const rest = allBps - threshold
  const enough = (threshold * against + rest - 1n) / rest
  return larger(larger(enough, against + 1n) - yes, 0n)
}
