import { type Address, ballotSheetSchema, type Decision, type DecisionId, fittingSheets } from '@daomesh/protocol'
import { type ChainRecord, type ChainState, rosterAt } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { SheetValue } from '../fold/values.ts'
import type { Phrase } from '../rules/phrase.ts'
import { explainRecord } from '../rules/records/explainRecord.ts'
import { openRecord } from '../rules/records/openRecord.ts'
import { executableFrom, type RecordScene } from '../rules/records/record.ts'
import { recordStatus, type RecordStatus } from '../rules/records/recordState.ts'
import type { Tally } from '../rules/tally.ts'
import type { MemberBallot } from './ballotsOf.ts'
import type { CountedProposal } from './countProposal.ts'
import { reservedBeside, rulesOf } from './creditsOf.ts'
import { type Registers, valueAt } from './registers.ts'
import type { SheetToEnact } from './sheetToEnact.ts'

/** Where a proposal stands on the recorded path (R5), with what is known here. Times in seconds of chain time. */
export type ProposalRecord = {
  readonly status: RecordStatus
  readonly record: ChainRecord | null
  /** What the record says, weighed now; null without a record. */
  readonly tally: Tally | null
  /** What it would say with every ballot that is known here. */
  readonly known: Tally
  /** Whose ballots are known here and missing there, or newer than there: what a challenge would bring. Empty once nothing can be brought. */
  readonly missing: readonly Address[]
  /** The same, whether or not anything can still be brought: whose last word is not in the record. */
  readonly uncounted: readonly Address[]
  /** They would turn the outcome. */
  readonly turns: boolean
  /** Recording is possible now; `atOnce`: the same transaction would execute it. */
  readonly recordable: boolean
  readonly atOnce: boolean
  /** The first second in which it can be executed, null without a record. */
  readonly executableFrom: number | null
  /** The moment this is said of. */
  readonly now: number
  readonly words: readonly Phrase[]
}

/** The DAO at a moment, as the records contract sees it for one decision. */
export const recordSceneOf = (registers: Registers, state: ChainState, id: DecisionId, decision: Decision, now: number): RecordScene => ({
  now,
  cited: rosterAt(state, decision.rosterEpoch)?.members ?? [],
  current: rosterAt(state, state.rosterEpoch)?.members ?? [],
  exited: state.exited,
  minRevisions: state.minRevisions,
  reserved: reservedBeside(registers, state, id, decision),
})

export type ProposalRecordParameters = {
  readonly registers: Registers
  readonly state: ChainState
  readonly id: DecisionId
  readonly decision: Decision
  readonly counted: CountedProposal
  /** It can no longer be recorded: its slot is used, the rules changed, or the cited roster is too old. */
  readonly superseded: boolean
  /** The chain would take a record now, apart from ballots and times. */
  readonly citable: boolean
  readonly now: number
}

/** Where one decision stands on the recorded path. `proposalState` asks for it. */
export const proposalRecord = (parameters: ProposalRecordParameters): ProposalRecord => {
  const { registers, state, id, decision, counted, superseded, citable, now } = parameters
  const scene = recordSceneOf(registers, state, id, decision, now)
  const record = state.records.get(id) ?? null
  const rules = record?.rules ?? rulesOf(state, decision)
  const { signed, kept, known, recorded: tally } = counted
  const executed = state.enacted.has(id)
  const status = recordStatus({ record, executed, superseded }, decision, scene)
  const uncounted = record === null ? [] : [...kept].flatMap(([member, one]) => (record.ballots.get(member) === one ? [] : [member]))
  const missing = status === 'challengeable' ? uncounted : []
  const mayOpen = status === 'absent' && citable && (known.decisive || now > decision.closesAt)
  const opened = mayOpen ? openRecord(decision, rules, signed, scene) : null
  const recordable = opened !== null && 'record' in opened
  return {
    status,
    record,
    tally,
    known,
    missing,
    uncounted,
    now,
    turns: missing.length > 0 && known.passes !== record?.passes,
    recordable,
    atOnce: opened !== null && 'record' in opened && opened.executed,
    executableFrom: record === null ? null : executableFrom(record),
    words: explainRecord({ state: { status, record, tally, refusals: [] }, decision, rules, known, now }),
  }
}

/**
 * The sheets that say what these members' newest ballots on a decision say, for a record or a challenge. By account, one sheet each; as many as one
 * transaction has room for (S31).
 * @example
 * recordingSheets(registers, [], []) // => []
 */
export const recordingSheets = (
  registers: Registers,
  ballots: readonly MemberBallot[],
  members: readonly Address[],
): readonly SheetToEnact[] =>
  fittingSheets(
    [],
    ballots
      .filter(({ member }) => members.includes(member))
      .flatMap(({ member, revision, digest }) => {
        const value = valueAt<SheetValue>(registers, keys.sheet(member, revision, digest))
        return value === undefined ? [] : [{ ...ballotSheetSchema.parse(value.sheet), signature: value.signature }]
      }),
  )
