import type { Address, Decision, DecisionId, DraftId, EntryId } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ProposalValue } from '../fold/values.ts'
import { citingOf, type EpochTimes } from '../rules/citableEpoch.ts'
import { decisionWaits, type DecisionWait, explainWaits } from '../rules/decisionWaits.ts'
import { type Phrase, phrase } from '../rules/phrase.ts'
import type { Tally } from '../rules/tally.ts'
import type { MemberBallot } from './ballotsOf.ts'
import { closersOf, closingAt, paidOtherwise } from './closingsOf.ts'
import { countProposal } from './countProposal.ts'
import { decisionAt, decisionOf } from './decisionAt.ts'
import { type ProposalRecord, proposalRecord } from './proposalRecord.ts'
import { type Registers, valueAt } from './registers.ts'
import { takenSlots } from './takenSlots.ts'

/**
 * `passing`: it can be recorded now. `recorded`: its window or grace period is open. `executable`, `rejected`: as recorded, once both are over.
 */
export type ProposalStatus =
  | 'open'
  | 'decisive'
  | 'passing'
  | 'recorded'
  | 'executable'
  | 'rejected'
  | 'enacted'
  | 'expired'
  | 'superseded'
  | 'withdrawn'
  | 'closed'

/**
 * The present, as a parameter. `now` and epoch times in seconds of chain time. Without `epochTimes` the age of a cited roster is not judged.
 * `spent`: slots that the chain says are spent, though the decision that spent them may not be here.
 */
export type Present = {
  readonly now: number
  readonly epochTimes?: EpochTimes | undefined
  readonly spent?: ReadonlySet<bigint> | undefined
}

export type ProposalRow = {
  readonly id: DecisionId
  readonly decision: Decision
  readonly title: string
  readonly content: string
  readonly by: Address
  readonly draft: DraftId | null
  readonly entry: EntryId
  /** Milliseconds, for display. */
  readonly submittedAt: number
  /** Where its record stands in causality: what was written later, knowing it, is deeper, whatever any clock says. */
  readonly depth: number
  readonly status: ProposalStatus
  /** Why it has this status, where the status alone does not say it. */
  readonly reason: Phrase | null
  /** What would have to change before it can be enacted, apart from ballots. */
  readonly obstacles: readonly Phrase[]
  /** What has to happen before it and who has to send it (R6), the farthest first; nothing once it is over. */
  readonly waits: readonly DecisionWait[]
  readonly ballots: readonly MemberBallot[]
  /** What members say now. */
  readonly tally: Tally
  /** What an enactment would count: an older signed Yes is still a Yes (R4). */
  readonly enactment: Tally
  /** The chain would accept an enactment now, as far as this node knows. */
  readonly enactable: boolean
  /** The recorded path, for what is not decided at once (R5). */
  readonly record: ProposalRecord
}

type Ending = { readonly status: ProposalStatus; readonly reason: Phrase | null }

const citing = (state: ChainState, decision: Decision, { now, epochTimes }: Present) =>
  epochTimes === undefined
    ? decision.rosterEpoch > state.rosterEpoch
      ? 'unknown'
      : 'citable'
    : citingOf({ epoch: decision.rosterEpoch, currentEpoch: state.rosterEpoch, rules: state.rules, createdAt: epochTimes, now })

/** What no ballot can change any more. */
const endingOf = (
  registers: Registers,
  state: ChainState,
  id: DecisionId,
  { decision, content }: { readonly decision: Decision; readonly content: string },
  present: Present,
): Ending | null => {
  if (state.enacted.has(id)) return { status: 'enacted', reason: null }
  const taken = takenSlots(registers, state)
  const winner = taken.enacted.get(decision.slot)
  if (winner !== undefined) return { status: 'superseded', reason: phrase('proposal.slotSpent', { decision: winner }) }
  const found = closingAt(registers, id, content)
  const paid = found === null ? null : paidOtherwise(id, taken.paid.get(found.budget) ?? [])
  if (paid !== null) return { status: 'superseded', reason: phrase('proposal.budgetPaid', { decision: paid }) }
  // A record takes its slot for good, whatever becomes of it, and neither new rules nor a new roster reach it (R5).
  if (state.records.has(id)) return present.now > decision.expiresAt ? { status: 'expired', reason: null } : null
  const recorded = taken.recorded.get(decision.slot)
  if (recorded !== undefined) return { status: 'superseded', reason: phrase('proposal.slotRecorded', { decision: recorded }) }
  if (present.spent?.has(decision.slot) === true) return { status: 'superseded', reason: phrase('proposal.slotTaken') }
  if (decision.rulesEpoch < state.rulesEpoch) return { status: 'superseded', reason: phrase('proposal.rulesChanged') }
  if (present.now > decision.expiresAt) return { status: 'expired', reason: null }
  if (citing(state, decision, present) === 'tooOld') return { status: 'expired', reason: phrase('proposal.rosterTooOld') }
  return null
}

/** What has to happen before it, and who has to send it (R6). */
const waitsOf = (
  registers: Registers,
  state: ChainState,
  id: DecisionId,
  decision: Decision,
  { now, spent }: Present,
): readonly DecisionWait[] =>
  decisionWaits({
    id,
    decision,
    find: (other) => decisionAt(registers, other),
    isEnacted: (other) => state.enacted.has(other),
    isSpent: (slot) => spent?.has(slot) === true || takenSlots(registers, state).enacted.has(slot),
    now,
  })

/** What the epochs that it names ask for first; a record is past that. */
const citingObstacles = (state: ChainState, decision: Decision, present: Present): readonly Phrase[] => {
  const obstacles: Phrase[] = []
  if (!state.founded) obstacles.push(phrase('obstacle.notFounded'))
  if (decision.rulesEpoch > state.rulesEpoch) obstacles.push(phrase('obstacle.rulesUnknown', { epoch: decision.rulesEpoch }))
  const cited = citing(state, decision, present)
  if (cited === 'unknown') obstacles.push(phrase('obstacle.rosterUnknown', { epoch: decision.rosterEpoch }))
  if (cited === 'tooYoung') obstacles.push(phrase('obstacle.rosterTooYoung', { epoch: decision.rosterEpoch }))
  return obstacles
}

/** Its author took it back; a closing of a budget whoever made it, since several may have made the same. */
const isWithdrawn = (registers: Registers, id: DecisionId, by: Address): boolean => {
  const closers = closersOf(registers, id)
  return (closers.length === 0 ? [by] : closers).every((member) => registers.get(keys.withdrawn(id, member)) !== undefined)
}

type Counted = { readonly enactment: Tally; readonly record: ProposalRecord; readonly now: number }

const statusOf = (
  registers: Registers,
  id: DecisionId,
  { by, closesAt }: { readonly by: Address; readonly closesAt: number },
  { enactment, record, now }: Counted,
): Ending => {
  if (record.status === 'challengeable' || record.status === 'waiting') return { status: 'recorded', reason: null }
  if (record.status === 'executable' || record.status === 'rejected') return { status: record.status, reason: null }
  if (isWithdrawn(registers, id, by))
    // Withdrawing asks members not to sign; it cannot take back a Yes.
    return { status: 'withdrawn', reason: enactment.immediate || record.recordable ? phrase('proposal.withdrawnButDecisive') : null }
  if (enactment.immediate) return { status: 'decisive', reason: null }
  if (record.recordable) return { status: 'passing', reason: null }
  return now > closesAt ? { status: 'closed', reason: null } : { status: 'open', reason: null }
}

/**
 * Everything about one proposal at a given present, or undefined when it is not here.
 * @example
 * proposalState(registers, state, decisionIdOf(chain.chainId, dao, decision), { now: 1 }) // => undefined
 */
export const proposalState = (registers: Registers, state: ChainState, id: DecisionId, present: Present): ProposalRow | undefined => {
  const value = valueAt<ProposalValue>(registers, keys.proposal(id))
  if (value === undefined) return undefined
  const decision = decisionOf(value)
  const counted = countProposal(registers, state, id, decision)
  const { ballots, enactment } = counted
  const ending = endingOf(registers, state, id, { decision, content: value.content }, present)
  const isRecorded = state.records.has(id)
  const citingFirst = ending === null && !isRecorded ? citingObstacles(state, decision, present) : []
  const record = proposalRecord({
    registers,
    state,
    id,
    decision,
    counted,
    superseded: ending?.status === 'superseded' || (ending?.status === 'expired' && !isRecorded),
    citable: ending === null && citingFirst.length === 0 && !enactment.immediate,
    now: present.now,
  })
  const waits = ending === null ? waitsOf(registers, state, id, decision, present) : []
  const obstacles = ending === null ? [...citingFirst, ...explainWaits(waits)] : []
  return {
    id,
    decision,
    title: value.title,
    content: value.content,
    by: value.by,
    draft: value.draft,
    entry: value.entry,
    submittedAt: value.at,
    depth: value.depth,
    ...(ending ?? statusOf(registers, id, { by: value.by, closesAt: decision.closesAt }, { enactment, record, now: present.now })),
    obstacles,
    waits,
    ballots,
    tally: counted.tally,
    enactment,
    enactable: ending === null && !isRecorded && obstacles.length === 0 && enactment.immediate,
    record,
  }
}

/** The later in causality first: whoever wrote it knew the others, and no clock of its author brings one forward. Of what did not know each other the lower id. */
export const latestWritten = (a: Pick<ProposalRow, 'depth' | 'id'>, b: Pick<ProposalRow, 'depth' | 'id'>): number =>
  b.depth - a.depth || (a.id < b.id ? -1 : 1)

/** What a proposal asks for, as its author wrote it. */
export type WrittenProposal = { readonly decision: Decision; readonly content: string }

/**
 * All proposals, newest first by the time their author wrote; equal times by id. `isAsked`: only those; of the others no ballot is counted, so who looks for
 * a few kinds among many pays for these alone.
 * @example
 * listProposals(registers, state, { now: 1 }) // => []
 */
export const listProposals = (
  registers: Registers,
  state: ChainState,
  present: Present,
  isAsked: (written: WrittenProposal) => boolean = () => true,
): readonly ProposalRow[] =>
  registers
    .entries(keys.proposals)
    .flatMap(({ key, value }) => {
      const proposal = value as ProposalValue
      if (!isAsked({ decision: decisionOf(proposal), content: proposal.content })) return []
      return proposalState(registers, state, key.slice(keys.proposals.length) as DecisionId, present) ?? []
    })
    .sort((a, b) => b.submittedAt - a.submittedAt || (a.id < b.id ? -1 : 1))
