import { type Address, countingModes, type Rules, supports } from '@daomesh/protocol'
import { costOf, creditsLeft, mostVotes } from './credits.ts'
import type { SeatWeight, Weights } from './weights.ts'

export type Ballots = {
  /** What each member's counted ballot says (a value of `supports`). Accounts without a seat weigh nothing. */
  readonly ballots: ReadonlyMap<Address, number>
  /** In quadratic counting: the votes that each ballot spends, none where it is missing. Elsewhere not looked at. */
  readonly votes?: ReadonlyMap<Address, bigint>
  /** In quadratic counting: credits that other decisions of the same period reserve, by member. */
  readonly reserved?: ReadonlyMap<Address, bigint>
}

/** `weight` is what the ballot weighs where it is cast, and what it would weigh where it is not; in quadratic counting the votes it spends. */
export type TallySeat = SeatWeight & {
  readonly support: number | null
  /** What this seat can still put against it: its present weight, or ⌊√(credits − reserved)⌋; nothing once it is counted For. */
  readonly opposable: bigint
  /** The ballot costs more credits than are left, so it counts as uncast (R8). */
  readonly overspent: boolean
}

const byWeight = (seat: SeatWeight, support: number | null): TallySeat => ({
  ...seat,
  support,
  // What the minimum cuts off a For is uncast, not lost (R2).
  opposable: support === supports.for ? seat.current - seat.weight : seat.current,
  overspent: false,
})

const byCredits = (rules: Rules, seat: SeatWeight, said: number | null, votes: bigint, reserved: bigint): TallySeat => {
  const votesHere = said !== null && seat.weight > 0n
  const overspent = votesHere && costOf(votes) > creditsLeft(rules, reserved)
  const support = votesHere && !overspent ? said : null
  const most = seat.current === 0n ? 0n : mostVotes(rules, reserved)
  return {
    ...seat,
    weight: support === null ? 0n : votes,
    support,
    opposable: support === supports.for ? 0n : most,
    overspent,
  }
}

/**
 * What each seat's ballot weighs, in the way of counting of the rules, and what the seat could still put against the decision.
 * @example
 * const weights = weightsOf({ rules, cited: members, current: members, exited: new Set() })
 * weighBallots(rules, weights, { ballots: new Map([[alice, supports.for]]) }).map((one) => one.opposable) // => [0n, 1n, 1n]
 */
export const weighBallots = (rules: Rules, { seats }: Weights, { ballots, votes, reserved }: Ballots): readonly TallySeat[] =>
  seats.map((seat) => {
    const said = ballots.get(seat.member) ?? null
    if (rules.mode !== countingModes.quadratic) return byWeight(seat, said)
    return byCredits(rules, seat, said, votes?.get(seat.member) ?? 0n, reserved?.get(seat.member) ?? 0n)
  })
