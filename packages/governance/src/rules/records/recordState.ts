import type { Rules } from '@daomesh/protocol'
import type { Tally } from '../tally.ts'
import { challengeRecord } from './challengeRecord.ts'
import { tallyKept } from './countBallots.ts'
import { openRecord } from './openRecord.ts'
import {
  type DecisionRecord,
  executableFrom,
  type RecordBallot,
  type RecordDecision,
  type RecordRefusal,
  type RecordScene,
} from './record.ts'

/** A transaction, in the order of the chain. `supersede`: another decision of the slot was enacted or recorded, or, before a record, the rules changed. */
export type RecordAct =
  | { readonly kind: 'record' | 'challenge'; readonly scene: RecordScene; readonly ballots: readonly RecordBallot[] }
  | { readonly kind: 'execute'; readonly scene: RecordScene }
  | { readonly kind: 'supersede' }

/**
 * `absent`: nothing is recorded. `challengeable`: the window is open. `waiting`: it is over, the grace period is not. `executable`, `rejected`: as
 * counted, weighed now. `executed`, `expired`, `superseded`: over for good.
 */
export type RecordStatus = 'absent' | 'challengeable' | 'waiting' | 'executable' | 'rejected' | 'executed' | 'expired' | 'superseded'

export type RecordState = {
  readonly status: RecordStatus
  readonly record: DecisionRecord | null
  /** What the record says, weighed now; null without a record. */
  readonly tally: Tally | null
  /** Per act why it changed nothing, or null where it did. */
  readonly refusals: readonly (RecordRefusal | null)[]
}

/** How far a decision has come: what is recorded, whether it was executed, whether it can no longer be recorded. */
export type RecordProgress = {
  readonly record: DecisionRecord | null
  readonly executed: boolean
  readonly superseded: boolean
}

export type RecordStateParameters = {
  readonly decision: RecordDecision
  /** The rules of the epoch that the decision names. */
  readonly rules: Rules
  readonly acts: readonly RecordAct[]
  /** The present, by which weights and times are judged. */
  readonly scene: RecordScene
}

/**
 * Where a decision stands, from what the chain tells of it: the same as `recordState` says, without its acts.
 * @example
 * recordStatus({ record: null, executed: false, superseded: true }, decision, scene) // => 'superseded'
 */
export const recordStatus = (
  { record, executed, superseded }: RecordProgress,
  { expiresAt }: RecordDecision,
  scene: RecordScene,
): RecordStatus => {
  if (executed) return 'executed'
  if (superseded) return 'superseded'
  if (scene.now > expiresAt) return 'expired'
  if (record === null) return 'absent'
  if (scene.now < record.windowEnd) return 'challengeable'
  // Nothing that is counted changes any more, so what fails is rejected though the grace period is not over.
  if (!tallyKept(record.ballots, record.rules, scene).passes) return 'rejected'
  return scene.now < executableFrom(record) ? 'waiting' : 'executable'
}

const executeRefusal = (progress: RecordProgress, decision: RecordDecision, scene: RecordScene): RecordRefusal | null => {
  const { record } = progress
  if (record === null) return 'notRecorded'
  if (progress.executed) return 'alreadySpent'
  if (scene.now < executableFrom(record)) return 'tooEarly'
  if (scene.now > decision.expiresAt) return 'expired'
  return tallyKept(record.ballots, record.rules, scene).passes ? null : 'rejected'
}

const step = (progress: RecordProgress, act: RecordAct, { decision, rules }: RecordStateParameters): RecordProgress | RecordRefusal => {
  if (act.kind === 'supersede') {
    // Nothing else can use the slot of what is recorded, and new rules do not reach it (R1, R5).
    return progress.record === null ? { ...progress, superseded: true } : 'alreadyRecorded'
  }
  if (act.kind === 'execute') return executeRefusal(progress, decision, act.scene) ?? { ...progress, executed: true }
  if (act.kind === 'challenge') {
    if (progress.record === null) return 'notRecorded'
    const challenged = challengeRecord(progress.record, act.ballots, act.scene)
    return 'refused' in challenged ? challenged.refused : { ...progress, record: challenged.record }
  }
  if (progress.superseded || progress.executed) return 'alreadySpent'
  if (progress.record !== null) return 'alreadyRecorded'
  const opened = openRecord(decision, rules, act.ballots, act.scene)
  return 'refused' in opened ? opened.refused : { ...progress, ...opened }
}

/**
 * Where a decision stands on the recorded path (R5), from what was submitted and when. Refused acts change nothing, as on chain.
 * @example
 * recordState({ decision, rules, acts: [], scene }).status // => 'absent'
 * recordState({ decision, rules, acts: [{ kind: 'supersede' }], scene }).status // => 'superseded'
 */
export const recordState = (parameters: RecordStateParameters): RecordState => {
  const { decision, acts, scene } = parameters
  let progress: RecordProgress = { record: null, executed: false, superseded: false }
  const refusals: (RecordRefusal | null)[] = []
  for (const act of acts) {
    const next = step(progress, act, parameters)
    refusals.push(typeof next === 'string' ? next : null)
    if (typeof next !== 'string') progress = next
  }
  const { record } = progress
  return {
    status: recordStatus(progress, decision, scene),
    record,
    tally: record === null ? null : tallyKept(record.ballots, record.rules, scene),
    refusals,
  }
}
