import type { Address, Decision, Hex, Member, Rules } from '@daomesh/protocol'

/** A signed answer to the decision, as it comes into a record. `digest` is that of its sheet, `cost` what the whole sheet costs in credits. */
export type RecordBallot = {
  readonly member: Address
  readonly revision: bigint
  readonly digest: Hex
  readonly support: number
  readonly votes: bigint
  readonly cost: bigint
}

/** What a record keeps of a member: the rank of the newest ballot, and what it says; null is uncast (overspent or revoked). */
export type KeptBallot = { readonly rank: bigint; readonly support: number | null; readonly votes: bigint }

/** The DAO as the chain has it at the moment of a call. Times are seconds of chain time. */
export type RecordScene = {
  readonly now: number
  /** The roster of the cited epoch, the present one, and who left it. */
  readonly cited: readonly Member[]
  readonly current: readonly Member[]
  readonly exited: ReadonlySet<Address>
  /** Ballots of a member below this revision do not count (R4). */
  readonly minRevisions: ReadonlyMap<Address, bigint>
  /** In quadratic counting: credits that other decisions of the period reserve. */
  readonly reserved: ReadonlyMap<Address, bigint>
  /** Who sends the transaction, where that is known. */
  readonly sender?: Address
}

/** `executor`: the only account that may execute it; left out or zero for anybody. */
export type RecordDecision = Pick<Decision, 'closesAt' | 'expiresAt'> & Partial<Pick<Decision, 'executor'>>

/** A decision that was recorded: counted by the rules of then (R1), weighed by the rosters of now. */
export type DecisionRecord = {
  readonly rules: Rules
  readonly start: number
  /** The first second in which no ballot counts any more. */
  readonly windowEnd: number
  /** The outcome when a ballot last counted; a change of it extends the window. */
  readonly passes: boolean
  readonly ballots: ReadonlyMap<Address, KeptBallot>
}

export type RecordRefusal =
  | 'expired'
  | 'otherPeriod'
  | 'notPassing'
  | 'notClosed'
  | 'noWindow'
  | 'cannotFinish'
  | 'enactInstead'
  | 'alreadyRecorded'
  | 'alreadySpent'
  | 'notRecorded'
  | 'windowOver'
  | 'nothingNew'
  | 'tooEarly'
  | 'rejected'

/**
 * The first second in which a record may be executed: max(end of the window, record + grace period) (R5).
 * @example
 * executableFrom({ rules: { ...rules, gracePeriod: 100 }, start: 10, windowEnd: 50, passes: true, ballots: new Map() }) // => 110
 */
export const executableFrom = ({ rules, start, windowEnd }: DecisionRecord): number => Math.max(windowEnd, start + rules.gracePeriod)

/**
 * The window's end after a change of outcome: one window from now, at most two from the record (R5).
 * @example
 * extendedEnd({ start: 100, rules: { ...rules, challengeWindow: 50 } }, 140) // => 190
 * extendedEnd({ start: 100, rules: { ...rules, challengeWindow: 50 } }, 160) // => 200
 */
export const extendedEnd = ({ start, rules }: Pick<DecisionRecord, 'start' | 'rules'>, now: number): number =>
  Math.min(now + rules.challengeWindow, start + 2 * rules.challengeWindow)

/**
 * What is left of the time to record: now + 2 · window + grace ≤ expiresAt, so that a record always can finish (R5).
 * @example
 * lastRecordAt({ ...rules, challengeWindow: 50, gracePeriod: 20 }, { closesAt: 100, expiresAt: 1000 }) // => 880
 */
export const lastRecordAt = ({ challengeWindow, gracePeriod }: Rules, { expiresAt }: RecordDecision): number =>
  expiresAt - 2 * challengeWindow - gracePeriod
