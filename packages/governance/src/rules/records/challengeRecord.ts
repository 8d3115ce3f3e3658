import { countBallots, tallyKept } from './countBallots.ts'
import { type DecisionRecord, extendedEnd, type RecordBallot, type RecordRefusal, type RecordScene } from './record.ts'

/**
 * A later transaction in the window (R5): ballots that are missing or newer are counted, what was revoked is struck. A changed outcome gives the others
 * time to answer: the window then ends one window from now, at most two from the record.
 * @example
 * challengeRecord({ rules, start: 0, windowEnd: 50, passes: true, ballots: new Map() }, [], { ...scene, now: 60 }) // => { refused: 'windowOver' }
 */
export const challengeRecord = (
  record: DecisionRecord,
  ballots: readonly RecordBallot[],
  scene: RecordScene,
): { readonly record: DecisionRecord } | { readonly refused: RecordRefusal } => {
  if (scene.now >= record.windowEnd) return { refused: 'windowOver' }
  const kept = countBallots(record.ballots, ballots, record.rules, scene)
  // Weights may have changed since, but only a ballot changes a record: else anybody could move its end at will.
  if ([...kept].every(([member, one]) => record.ballots.get(member) === one)) return { refused: 'nothingNew' }
  const { passes } = tallyKept(kept, record.rules, scene)
  const windowEnd = passes === record.passes ? record.windowEnd : extendedEnd(record, scene.now)
  return { record: { ...record, ballots: kept, passes, windowEnd } }
}
