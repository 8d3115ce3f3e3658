import { type Address, countingModes } from '@daomesh/protocol'
import type { TallySeat } from './ballotWeights.ts'
import { neededOf } from './bps.ts'
import { type Phrase, phrase } from './phrase.ts'
import type { Tally } from './tally.ts'

export type TallyExplanation = {
  /** The rule in words, in reading order: how weight is counted, quorum, threshold, decisive, unanimity. */
  readonly rule: readonly Phrase[]
  /** What follows from it now. */
  readonly outcome: Phrase
  /** The breakdown of voting power: why each ballot weighs what it weighs. */
  readonly seats: readonly (TallySeat & { readonly because: Phrase })[]
}

const because = (seat: TallySeat): Phrase => {
  const weight = seat.weight.toString()
  const cited = seat.cited.toString()
  const current = seat.current.toString()
  if (seat.standing === 'exited') return phrase('weight.exited', { cited })
  if (seat.standing === 'left') return phrase('weight.left', { cited })
  if (seat.standing === 'newcomer') return phrase('weight.newcomer', { current })
  if (seat.current === 0n) return phrase('weight.none')
  if (seat.cited === seat.current) return phrase('weight.full', { weight })
  return seat.cited < seat.current ? phrase('weight.raisedSince', { weight, current }) : phrase('weight.loweredSince', { weight, cited })
}

/**
 * How much For is still missing until nothing can stop it; zero when decisive. Only for people to read.
 * @example
 * const counted = tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map([[alice, supports.for]]) })
 * missingToDecide(counted) // => 1n
 */
export const missingToDecide = (tally: Tally): bigint => {
  const half = tally.total / 2n + 1n
  const threshold = neededOf(tally.rules.thresholdBps, tally.total)
  const needed = half > threshold ? half : threshold
  return needed > tally.for ? needed - tally.for : 0n
}

const unanimity = (tally: Tally): Phrase => {
  if (!tally.unanimityNeeded) return phrase('tally.grace.none')
  const seconds = tally.rules.gracePeriod
  if (tally.unanimous) return phrase('tally.unanimity.reached', { seconds })
  if (tally.missingForUnanimity.length === 0) return phrase('tally.unanimity.holderGone', { seconds })
  return phrase('tally.unanimity.missing', { seconds, count: tally.missingForUnanimity.length })
}

const outcomeOf = (tally: Tally): Phrase => {
  if (tally.immediate) return phrase('outcome.immediate')
  if (tally.decisive) return phrase('outcome.decisiveNeedsAll', { count: tally.missingForUnanimity.length })
  if (tally.passes) return phrase('outcome.passingNotDecisive', { missing: missingToDecide(tally).toString() })
  return phrase('outcome.notPassing')
}

/**
 * Why a tally stands as it stands, as i18n keys with parameters: the app shows the rule, the numbers and the breakdown of voting power from this.
 * Keys are listed in SPEC.md.
 * @example
 * const counted = tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map() })
 * explainTally(counted).outcome.key // => 'outcome.notPassing'
 */
export const explainTally = (tally: Tally): TallyExplanation => {
  const { rules } = tally
  const total = tally.total.toString()
  const yes = tally.for.toString()
  const against = tally.against.toString()
  const cast = (tally.total - tally.uncast).toString()
  const quorum = { cast, total, bps: rules.quorumBps, needed: neededOf(rules.quorumBps, tally.total).toString() }
  const threshold = { for: yes, against, bps: rules.thresholdBps }
  return {
    rule: [
      phrase(rules.mode === countingModes.member ? 'tally.mode.member' : 'tally.mode.power', { total }),
      phrase(tally.quorumReached ? 'tally.quorum.reached' : 'tally.quorum.missing', quorum),
      phrase(tally.thresholdReached ? 'tally.threshold.reached' : 'tally.threshold.missing', threshold),
      tally.decisive
        ? phrase('tally.decisive.reached', { for: yes, rest: (tally.total - tally.for).toString() })
        : phrase('tally.decisive.missing', { for: yes, missing: missingToDecide(tally).toString() }),
      unanimity(tally),
    ],
    outcome: outcomeOf(tally),
    seats: tally.seats.map((seat) => ({ ...seat, because: because(seat) })),
  }
}

/**
 * Who would have to sign For before a decisive proposal may be enacted at once.
 * @example
 * const counted = tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map() })
 * missingSigners(counted) // => []
 */
export const missingSigners = (tally: Tally): readonly Address[] => (tally.unanimityNeeded ? tally.missingForUnanimity : [])
