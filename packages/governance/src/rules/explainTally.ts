import { type Address, countingModes } from '@daomesh/protocol'
import type { TallySeat } from './ballotWeights.ts'
import { neededOf } from './bps.ts'
import { costOf } from './credits.ts'
import { missingToDecide, missingToPass, missingToQuorum } from './missing.ts'
import { type Phrase, phrase } from './phrase.ts'
import type { Tally } from './tally.ts'

export type TallyExplanation = {
  /** The rule in words, in reading order: how weight is counted, quorum, threshold, decisive, unanimity. */
  readonly rule: readonly Phrase[]
  /** What follows from it now. */
  readonly outcome: Phrase
  /** What is still needed to pass, where it would not; empty where it would. */
  readonly needed: readonly Phrase[]
  /** The breakdown of voting power: why each ballot weighs what it weighs. */
  readonly seats: readonly (TallySeat & { readonly because: Phrase })[]
}

const isQuadratic = (tally: Tally): boolean => tally.rules.mode === countingModes.quadratic

/** In quadratic counting a seat is a head, and its ballot weighs what it spends. */
const becauseOfCredits = (seat: TallySeat): Phrase => {
  if (seat.overspent) return phrase('weight.overspent')
  if (seat.support !== null) return phrase('weight.spent', { weight: seat.weight.toString(), cost: costOf(seat.weight).toString() })
  if (seat.standing === 'newcomer' || (seat.cited === 0n && seat.current !== 0n)) return phrase('weight.tooLate')
  return seat.current === 0n ? phrase('weight.none') : phrase('weight.couldCast', { most: seat.opposable.toString() })
}

const because = (tally: Tally, seat: TallySeat): Phrase => {
  const weight = seat.weight.toString()
  const cited = seat.cited.toString()
  const current = seat.current.toString()
  if (seat.standing === 'exited') return phrase('weight.exited', { cited })
  if (seat.standing === 'left') return phrase('weight.left', { cited })
  if (isQuadratic(tally)) return becauseOfCredits(seat)
  if (seat.standing === 'newcomer') return phrase('weight.newcomer', { current })
  if (seat.current === 0n) return phrase('weight.none')
  if (seat.cited === seat.current) return phrase('weight.full', { weight })
  return seat.cited < seat.current ? phrase('weight.raisedSince', { weight, current }) : phrase('weight.loweredSince', { weight, cited })
}

const unanimity = (tally: Tally): Phrase => {
  if (!tally.unanimityNeeded) return phrase('tally.grace.none')
  const seconds = tally.rules.gracePeriod
  if (tally.unanimous) return phrase('tally.unanimity.reached', { seconds })
  if (tally.missingForUnanimity.length === 0) return phrase('tally.unanimity.holderGone', { seconds })
  return phrase('tally.unanimity.missing', { seconds, count: tally.missingForUnanimity.length })
}

const outcomeOf = (tally: Tally): Phrase => {
  const quadratic = isQuadratic(tally)
  if (tally.immediate) return phrase('outcome.immediate')
  if (tally.decisive && quadratic && (!tally.unanimityNeeded || tally.unanimous)) return phrase('outcome.recordedAtOnce')
  if (tally.decisive) return phrase('outcome.decisiveNeedsAll', { count: tally.missingForUnanimity.length })
  if (!tally.passes) return phrase('outcome.notPassing')
  return quadratic
    ? phrase('outcome.passingOpposable', { rest: (tally.total - tally.for).toString() })
    : phrase('outcome.passingNotDecisive', { missing: missingToDecide(tally).toString() })
}

const neededFor = (tally: Tally): readonly Phrase[] => {
  const needed: Phrase[] = []
  const quorum = missingToQuorum(tally)
  if (quorum > 0n)
    needed.push(
      isQuadratic(tally) ? phrase('needed.heads', { count: Number(quorum) }) : phrase('needed.quorum', { missing: quorum.toString() }),
    )
  const yes = missingToPass(tally)
  if (yes === null) needed.push(phrase('needed.noneAgainst', { against: tally.against.toString() }))
  else if (yes > 0n) needed.push(phrase('needed.for', { missing: yes.toString() }))
  return needed
}

const modeOf = ({ rules, total, voters }: Tally): Phrase => {
  if (rules.mode === countingModes.quadratic) return phrase('tally.mode.quadratic', { voters: voters.toString(), credits: rules.credits })
  return phrase(rules.mode === countingModes.member ? 'tally.mode.member' : 'tally.mode.power', { total: total.toString() })
}

const quorumOf = (tally: Tally): Phrase => {
  const { rules, took, voters, quorumReached } = tally
  const measure = isQuadratic(tally) ? 'heads' : 'quorum'
  const numbers = {
    cast: took.toString(),
    total: voters.toString(),
    bps: rules.quorumBps,
    needed: neededOf(rules.quorumBps, voters).toString(),
  }
  return phrase(`tally.${measure}.${quorumReached ? 'reached' : 'missing'}`, numbers)
}

const decisiveOf = (tally: Tally): Phrase => {
  const yes = tally.for.toString()
  const rest = (tally.total - tally.for).toString()
  if (tally.decisive) return phrase(isQuadratic(tally) ? 'tally.opposable.beaten' : 'tally.decisive.reached', { for: yes, rest })
  return isQuadratic(tally)
    ? phrase('tally.opposable.left', { for: yes, rest })
    : phrase('tally.decisive.missing', { for: yes, missing: missingToDecide(tally).toString() })
}

/**
 * Why a tally stands as it stands, as i18n keys with parameters: the app shows the rule, the numbers, what is still needed and the breakdown of voting
 * power from this, in each way of counting. Of the recorded path `explainRecord` tells. Keys are listed in SPEC.md.
 * @example
 * const counted = tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map() })
 * explainTally(counted).outcome.key // => 'outcome.notPassing'
 * explainTally(counted).needed.map(({ key }) => key) // => ['needed.quorum', 'needed.for']
 */
export const explainTally = (tally: Tally): TallyExplanation => {
  const threshold = { for: tally.for.toString(), against: tally.against.toString(), bps: tally.rules.thresholdBps }
  return {
    rule: [
      modeOf(tally),
      quorumOf(tally),
      phrase(tally.thresholdReached ? 'tally.threshold.reached' : 'tally.threshold.missing', threshold),
      decisiveOf(tally),
      unanimity(tally),
    ],
    outcome: outcomeOf(tally),
    needed: neededFor(tally),
    seats: tally.seats.map((seat) => ({ ...seat, because: because(tally, seat) })),
  }
}

/**
 * Who would have to sign For before a decisive proposal may be enacted at once.
 * @example
 * const counted = tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map() })
 * missingSigners(counted) // => []
 */
export const missingSigners = (tally: Tally): readonly Address[] => (tally.unanimityNeeded ? tally.missingForUnanimity : [])

/**
 * Who can still put something against a decision, and how much: in quadratic counting votes that credits are left for. Nobody once it is decisive.
 * @example
 * const ballots = new Map([[alice, supports.for]])
 * whoCanOppose(tally({ rules, cited: members, current: members, exited: new Set(), ballots })).map(({ member }) => member) // => [bob, carol]
 */
export const whoCanOppose = (tally: Tally): readonly { readonly member: Address; readonly votes: bigint }[] =>
  tally.decisive ? [] : tally.seats.flatMap(({ member, opposable }) => (opposable > 0n ? [{ member, votes: opposable }] : []))
