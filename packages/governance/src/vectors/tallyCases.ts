import type { Address, Member, Rules } from '@daomesh/protocol'
import { tally } from '../rules/tally.ts'

/** What is counted: rosters, who left, and what the ballots say. */
export type TallyCase = {
  readonly name: string
  readonly rules: Pick<Rules, 'mode' | 'quorumBps' | 'thresholdBps' | 'gracePeriod'>
  readonly cited: readonly Member[]
  readonly current: readonly Member[]
  /** Accounts, ascending. */
  readonly exited: readonly Address[]
  readonly ballots: readonly { readonly member: Address; readonly support: number }[]
}

/** A small fixed generator (mulberry32): the same cases on every machine. */
export const sequence = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Accounts of cases are small numbers, ascending; whoever runs a case against a chain puts real ones in their place, in the same order. */
export const accountOfCase = (n: number): Address => `0x${(n + 1).toString(16).padStart(40, '0')}` as Address
const bpsOf = [0, 1, 2500, 3333, 5000, 5001, 6666, 6667, 7500, 9999, 10_000]

/** How many cases the committed table holds; those with higher numbers are made where they are needed. */
export const tableCases = 120

/** Case `n`, the same every time: up to 7 members, every twentieth up to 64. It may have an empty current roster. */
export const tallyCase = (n: number): TallyCase => {
  const next = sequence(n * 7919 + 1)
  const size = 1 + next(n % 20 === 0 ? 64 : 7)
  const wide = next(8) === 0
  const power = (): bigint => (wide ? (1n << 64n) - 1n - BigInt(next(3)) : BigInt(next(6)))
  const member = (i: number): Member => ({ account: accountOfCase(i), kind: 0, power: power(), shares: BigInt(1 + next(9)) })
  const seats = Array.from({ length: size }, (_, i) => i)
  const current = seats.filter(() => next(8) !== 0).map(member)
  const same = next(2) === 0
  const cited = same ? current : seats.filter(() => next(6) !== 0).map(member)
  const voted = seats.flatMap((i) => {
    const support = [1, 1, 1, 0, 2, -1][next(6)] ?? -1
    return support < 0 ? [] : [{ member: accountOfCase(i), support }]
  })
  // Only members of the current roster can hand in a sheet.
  const ballots = voted.filter((one) => current.some((seat) => seat.account === one.member))
  const exited = current.filter(() => next(9) === 0).map((seat) => seat.account)
  const pick = () => bpsOf[next(bpsOf.length)] ?? 0
  return {
    name: `case ${n}`,
    rules: { mode: next(2), quorumBps: pick(), thresholdBps: pick(), gracePeriod: next(2) * 60 },
    cited: cited.length === 0 ? current : cited,
    current,
    exited,
    ballots,
  }
}

/** What the pure rule says of a case. Periods that counting does not look at are zero. */
export const countCase = (one: TallyCase) => {
  const outcome = tally({
    rules: { ...one.rules, votingPeriod: 0, challengeWindow: 0, credits: 0, incomeBps: 0, refundCap: 0 },
    cited: one.cited,
    current: one.current,
    exited: new Set(one.exited),
    ballots: new Map(one.ballots.map((ballot) => [ballot.member, ballot.support])),
  })
  return {
    for: outcome.for,
    against: outcome.against,
    abstain: outcome.abstain,
    total: outcome.total,
    decisive: outcome.decisive,
    unanimous: outcome.unanimous,
    immediate: outcome.immediate,
  }
}
