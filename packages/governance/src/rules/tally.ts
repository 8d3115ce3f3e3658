import { type Address, type Rules, supports } from '@daomesh/protocol'
import { reaches } from './bps.ts'
import { type SeatWeight, type WeightsParameters, weightsOf } from './weights.ts'

export type TallyParameters = WeightsParameters & {
  /** What each member's counted ballot says (a value of `supports`). Accounts without a seat weigh nothing. */
  readonly ballots: ReadonlyMap<Address, number>
}

export type TallySeat = SeatWeight & { readonly support: number | null }

export type Tally = {
  readonly rules: Rules
  readonly for: bigint
  readonly against: bigint
  readonly abstain: bigint
  /** Current weight that no ballot uses: who has not voted, newcomers, and what min(cited, current) leaves out. */
  readonly uncast: bigint
  readonly total: bigint
  readonly quorumReached: boolean
  readonly thresholdReached: boolean
  /** Would pass as counted now (R5). */
  readonly passes: boolean
  /** Passes whatever everybody else still does (R3). */
  readonly decisive: boolean
  /** A grace period asks for everybody's For on the immediate path. */
  readonly unanimityNeeded: boolean
  readonly unanimous: boolean
  readonly missingForUnanimity: readonly Address[]
  /** May be enacted at once: decisive, and unanimous where there is a grace period (R3). */
  readonly immediate: boolean
  readonly seats: readonly TallySeat[]
}

const weigh = (seats: readonly TallySeat[], support: number): bigint =>
  seats.reduce((sum, seat) => (seat.support === support ? sum + seat.weight : sum), 0n)

/**
 * Counts ballots exactly as the contract does (T1–T6 in SPEC.md): integers only, parts compared as products.
 * With For f, Against a, Abstain b and the present total N: quorum (f + a + b) · 10 000 ≥ quorumBps · N; decisive also 2f > N and f · 10 000 ≥ thresholdBps · N.
 * @throws DaomeshError `INPUT_INVALID` for quadratic counting.
 * @example
 * const ballots = new Map([alice, bob].map((member) => [member, supports.for] as const))
 * const { total, decisive } = tally({ rules, cited: members, current: members, exited: new Set(), ballots })
 * total // => 3n
 * decisive // => true
 */
export const tally = (parameters: TallyParameters): Tally => {
  const { rules, ballots } = parameters
  const weights = weightsOf(parameters)
  const { total } = weights
  const seats = weights.seats.map((seat): TallySeat => ({ ...seat, support: ballots.get(seat.member) ?? null }))
  const yes = weigh(seats, supports.for)
  const against = weigh(seats, supports.against)
  const abstain = weigh(seats, supports.abstain)
  const cast = yes + against + abstain

  const quorumReached = reaches(cast, rules.quorumBps, total)
  const thresholdReached = yes > against && reaches(yes, rules.thresholdBps, yes + against)
  // A Yes is final on this path; everything else, cast or not, may still become Against.
  const decisive = quorumReached && yes > total - yes && reaches(yes, rules.thresholdBps, total)
  const missing = [...weights.holders].filter((member) => ballots.get(member) !== supports.for)
  const unanimous = !weights.holderGone && missing.length === 0
  const unanimityNeeded = rules.gracePeriod !== 0
  return {
    rules,
    for: yes,
    against,
    abstain,
    uncast: total - cast,
    total,
    quorumReached,
    thresholdReached,
    passes: quorumReached && thresholdReached,
    decisive,
    unanimityNeeded,
    unanimous,
    missingForUnanimity: missing,
    immediate: decisive && (!unanimityNeeded || unanimous),
    seats,
  }
}
