import type { Address, Member, Rules } from '@daomesh/protocol'
import { type Tally, tally } from '../rules/tally.ts'
import { sequence } from './tallyCases.ts'

/** What quadratic counting looks at (R8): rosters, who left, what the ballots say and spend, and what other decisions of the period reserve. */
export type QuadraticCase = {
  readonly name: string
  readonly rules: Pick<Rules, 'mode' | 'quorumBps' | 'thresholdBps' | 'gracePeriod' | 'credits'>
  readonly cited: readonly Member[]
  readonly current: readonly Member[]
  /** Accounts, ascending. */
  readonly exited: readonly Address[]
  readonly ballots: readonly { readonly member: Address; readonly support: number; readonly votes: bigint }[]
  /** Credits, at most those of the rules. */
  readonly reserved: readonly { readonly member: Address; readonly credits: bigint }[]
}

/** How many cases the committed table holds; those with higher numbers are made where they are needed. */
export const quadraticTableCases = 120

const account = (n: number): Address => `0x${(n + 1).toString(16).padStart(40, '0')}` as Address
const bpsOf = [0, 1, 2500, 3333, 5000, 5001, 6666, 6667, 7500, 9999, 10_000]
const creditsOf = [0, 1, 3, 4, 24, 25, 26, 99, 100, 1000, 65_025, 65_535]

/**
 * Case `n`, the same every time: up to 7 members, every twentieth up to 64. Powers say only who may vote, so zero and not zero are what matters.
 * Votes go a little above what is left to spend, so that overspending is met on its very edge.
 */
export const quadraticCase = (n: number): QuadraticCase => {
  const next = sequence(n * 7927 + 5)
  const size = 1 + next(n % 20 === 0 ? 64 : 7)
  const credits = creditsOf[next(creditsOf.length)] ?? 0
  const seats = Array.from({ length: size }, (_, i) => i)
  const member = (i: number): Member => ({ account: account(i), kind: 0, power: next(6) === 0 ? 0n : 1n + BigInt(next(5)), shares: 1n })
  const current = seats.filter(() => next(9) !== 0).map(member)
  const cited = next(2) === 0 ? current : seats.filter(() => next(7) !== 0).map(member)
  const reserved = current.flatMap((seat) => (next(3) === 0 ? [{ member: seat.account, credits: BigInt(next(credits + 1)) }] : []))
  const most = (who: Address): number => {
    const left = credits - Number(reserved.find((one) => one.member === who)?.credits ?? 0n)
    return Math.floor(Math.sqrt(left))
  }
  const eager = next(2) === 0
  const ballots = current.flatMap(({ account: who }) => {
    const support = (eager ? [1, 1, 1, 1, 0, 2, -1] : [1, 0, 2, -1, 1])[next(eager ? 7 : 5)] ?? -1
    const votes = next(3) === 0 ? next(most(who) + 3) : most(who) + (next(12) === 0 ? 1 : 0)
    return support < 0 ? [] : [{ member: who, support, votes: BigInt(votes) }]
  })
  const exited = current.filter(() => next(12) === 0).map((seat) => seat.account)
  const pick = () => bpsOf[next(bpsOf.length)] ?? 0
  return {
    name: `quadratic case ${n}`,
    rules: { mode: 2, quorumBps: pick(), thresholdBps: pick(), gracePeriod: next(2) * 60, credits },
    cited: cited.length === 0 ? current : cited,
    current,
    exited,
    ballots,
    reserved,
  }
}

const countQuadratic = (one: QuadraticCase): Tally =>
  tally({
    rules: { ...one.rules, votingPeriod: 0, challengeWindow: 0, incomeBps: 0, refundCap: 0 },
    cited: one.cited,
    current: one.current,
    exited: new Set(one.exited),
    ballots: new Map(one.ballots.map(({ member, support }) => [member, support])),
    votes: new Map(one.ballots.map(({ member, votes }) => [member, votes])),
    reserved: new Map(one.reserved.map(({ member, credits }) => [member, credits])),
  })

/** What the pure rule says of a case: `took` of `voters` are heads, `opposable` is all that others can still cast against it. */
export const expectQuadratic = (one: QuadraticCase) => {
  const outcome = countQuadratic(one)
  return {
    for: outcome.for,
    against: outcome.against,
    abstain: outcome.abstain,
    took: outcome.took,
    voters: outcome.voters,
    opposable: outcome.total - outcome.for,
    overspent: outcome.seats.filter((seat) => seat.overspent).map((seat) => seat.member),
    passes: outcome.passes,
    decisive: outcome.decisive,
  }
}
