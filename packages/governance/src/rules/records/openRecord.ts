import { countingModes, type Rules, zeroAddress } from '@daomesh/protocol'
import { countBallots, tallyKept } from './countBallots.ts'
import {
  type DecisionRecord,
  lastRecordAt,
  type RecordBallot,
  type RecordDecision,
  type RecordRefusal,
  type RecordScene,
} from './record.ts'

export type OpenedRecord = { readonly record: DecisionRecord; readonly executed: boolean } | { readonly refused: RecordRefusal }

/** R8: the credits of a decision are those of about now. */
const isOtherPeriod = ({ mode, votingPeriod }: Rules, { closesAt }: RecordDecision, now: number): boolean =>
  mode === countingModes.quadratic && (closesAt > now + votingPeriod || closesAt + votingPeriod < now)

/** R37: what waits for another account than the one that sends this. */
const isReserved = ({ executor = zeroAddress }: RecordDecision, { sender }: RecordScene): boolean =>
  executor !== zeroAddress && executor !== sender

/**
 * The first transaction of the recorded path (R5): a passing tally, after the close unless it is decisive, that can finish before it expires. In
 * quadratic counting one that is decisive, with everybody's For where there is a grace period, is executed by the same transaction, unless it is reserved
 * for another account; in the other ways of counting it is refused, since enacting needs no record. That the rules are the present ones and the cited roster may be cited (R1) is `citingOf`.
 * @example
 * openRecord({ closesAt: 1_900_000_000, expiresAt: 2_100_000_000 }, rules, [], { ...scene, now: 2_000_000_000 }) // => { refused: 'notPassing' }
 */
export const openRecord = (decision: RecordDecision, rules: Rules, ballots: readonly RecordBallot[], scene: RecordScene): OpenedRecord => {
  const { now } = scene
  if (now > decision.expiresAt) return { refused: 'expired' }
  if (isOtherPeriod(rules, decision, now)) return { refused: 'otherPeriod' }
  const kept = countBallots(new Map(), ballots, rules, scene)
  const counted = tallyKept(kept, rules, scene)
  if (!counted.passes) return { refused: 'notPassing' }
  const decided = counted.decisive && (!counted.unanimityNeeded || counted.unanimous)
  if (decided && rules.mode !== countingModes.quadratic) return { refused: 'enactInstead' }
  const executed = decided && !isReserved(decision, scene)
  if (!executed) {
    if (!counted.decisive && now <= decision.closesAt) return { refused: 'notClosed' }
    if (rules.challengeWindow === 0) return { refused: 'noWindow' }
    if (now > lastRecordAt(rules, decision)) return { refused: 'cannotFinish' }
  }
  const windowEnd = executed ? now : now + rules.challengeWindow
  return { record: { rules, start: now, windowEnd, passes: true, ballots: kept }, executed }
}
