import { type Address, countingModes, type Rules, supports } from '@daomesh/protocol'
import { type Ballots, type TallySeat, weighBallots } from './ballotWeights.ts'
import { reaches } from './bps.ts'
import { type WeightsParameters, weightsOf } from './weights.ts'

export type TallyParameters = WeightsParameters & Ballots

export type Tally = {
  readonly rules: Rules
  readonly for: bigint
  readonly against: bigint
  readonly abstain: bigint
  /**
   * What no ballot uses and could still be cast: the weight of who has not voted, of newcomers, and what min(cited, current) leaves out. In quadratic
   * counting the votes that everybody not counted For could still add.
   */
  readonly uncast: bigint
  /** For, Against, Abstain and uncast together. */
  readonly total: bigint
  /** What the quorum is measured by: weight cast and in all; in quadratic counting heads. */
  readonly took: bigint
  readonly voters: bigint
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
  /** May be enacted at once: decisive, and unanimous where there is a grace period (R3). Never in quadratic counting, whose only path is the recorded one (R8). */
  readonly immediate: boolean
  readonly seats: readonly TallySeat[]
}

const sum = (seats: readonly TallySeat[], of: (seat: TallySeat) => bigint): bigint => seats.reduce((all, seat) => all + of(seat), 0n)
const weigh = (seats: readonly TallySeat[], support: number): bigint => sum(seats, (seat) => (seat.support === support ? seat.weight : 0n))

/**
 * Counts ballots exactly as the contract does (T1–T6 and T11 in SPEC.md): integers only, parts compared as products.
 * With For f, Against a, Abstain b and N all that is cast or could still be: quorum (f + a + b) · 10 000 ≥ quorumBps · N, in quadratic counting
 * heads cast · 10 000 ≥ quorumBps · heads; passing also f > a and f · 10 000 ≥ thresholdBps · (f + a); decisive also 2f > N and f · 10 000 ≥ thresholdBps · N.
 * @throws DaomeshError `INPUT_INVALID` for a way of counting that nobody knows.
 * @example
 * const ballots = new Map([alice, bob].map((member) => [member, supports.for] as const))
 * const { total, decisive } = tally({ rules, cited: members, current: members, exited: new Set(), ballots })
 * total // => 3n
 * decisive // => true
 * @example
 * const quadratic = { ...rules, mode: 2, credits: 25 }
 * const ballots = new Map([[alice, supports.for], [bob, supports.against], [carol, supports.for]])
 * const votes = new Map([[alice, 4n], [bob, 5n], [carol, 2n]])
 * const counted = tally({ rules: quadratic, cited: members, current: members, exited: new Set(), ballots, votes })
 * counted.for // => 6n
 * counted.passes // => true
 * counted.decisive // => true
 */
export const tally = (parameters: TallyParameters): Tally => {
  const { rules } = parameters
  const quadratic = rules.mode === countingModes.quadratic
  const weights = weightsOf(parameters)
  const seats = weighBallots(rules, weights, parameters)
  const yes = weigh(seats, supports.for)
  const against = weigh(seats, supports.against)
  const abstain = weigh(seats, supports.abstain)
  const cast = yes + against + abstain
  const total = yes + sum(seats, (seat) => seat.opposable)
  const took = quadratic ? BigInt(seats.filter((seat) => seat.support !== null).length) : cast
  const voters = weights.total

  const quorumReached = reaches(took, rules.quorumBps, voters)
  const thresholdReached = yes > against && reaches(yes, rules.thresholdBps, yes + against)
  // A Yes is final on this path; everything else, cast or not, may still become Against.
  const decisive = quorumReached && yes > total - yes && reaches(yes, rules.thresholdBps, total)
  const counted = new Map(seats.map(({ member, support }) => [member, support]))
  const missing = [...weights.holders].filter((member) => counted.get(member) !== supports.for)
  const unanimous = !weights.holderGone && missing.length === 0
  const unanimityNeeded = rules.gracePeriod !== 0
  return {
    rules,
    for: yes,
    against,
    abstain,
    uncast: total - cast,
    total,
    took,
    voters,
    quorumReached,
    thresholdReached,
    passes: quorumReached && thresholdReached,
    decisive,
    unanimityNeeded,
    unanimous,
    missingForUnanimity: missing,
    immediate: !quadratic && decisive && (!unanimityNeeded || unanimous),
    seats,
  }
}
