import type { Address, Decision, DecisionId } from '@daomesh/protocol'
import { type ChainState, rosterAt } from '../facts/chainState.ts'
import { countBallots, tallyKept } from '../rules/records/countBallots.ts'
import type { KeptBallot, RecordBallot } from '../rules/records/record.ts'
import { type Tally, tally } from '../rules/tally.ts'
import { ballotsOf, latestSupport, latestVotes, type MemberBallot, usableSupport, usableVotes } from './ballotsOf.ts'
import { reservedBeside, rulesOf } from './creditsOf.ts'
import type { Registers } from './registers.ts'

/** What the ballots on a proposal come to. It depends on records and chain alone, never on the time. */
export type CountedProposal = {
  readonly ballots: readonly MemberBallot[]
  /** What members say now. */
  readonly tally: Tally
  /** What an enactment would count. */
  readonly enactment: Tally
  /** What the chain's record and the ballots that are known here would keep together, counted (R5). */
  readonly kept: ReadonlyMap<Address, KeptBallot>
  readonly known: Tally
  /** The ballots of members of the cited roster; of a DAO among them the ones that the chain confirms (S16). */
  readonly signed: readonly RecordBallot[]
  /** What the chain's record says, weighed now; null without a record. */
  readonly recorded: Tally | null
}

/**
 * Counts ballots on a decision against the rosters it cites and the present one. `votes` is what they spend in quadratic counting, `reserved` the
 * credits that other decisions of its period hold.
 * @example
 * tallyDecision(state, decision, new Map([[alice, supports.for]])).decisive // => false
 */
export const tallyDecision = (
  state: ChainState,
  decision: Decision,
  ballots: ReadonlyMap<Address, number>,
  votes: ReadonlyMap<Address, bigint> = new Map(),
  reserved: ReadonlyMap<Address, bigint> = new Map(),
): Tally =>
  tally({
    rules: rulesOf(state, decision),
    cited: rosterAt(state, decision.rosterEpoch)?.members ?? [],
    current: rosterAt(state, state.rosterEpoch)?.members ?? [],
    exited: state.exited,
    ballots,
    votes,
    reserved,
  })

/** Counts them now, whatever was counted before. */
export const countAnew = (registers: Registers, state: ChainState, id: DecisionId, decision: Decision): CountedProposal => {
  const rulesNow = rulesOf(state, decision)
  const ballots = ballotsOf(registers, state, id, rulesNow)
  const reserved = reservedBeside(registers, state, id, decision)
  const cited = rosterAt(state, decision.rosterEpoch)?.members ?? []
  const current = rosterAt(state, state.rosterEpoch)?.members ?? []
  const scene = { now: 0, cited, current, exited: state.exited, minRevisions: state.minRevisions, reserved }
  const seats = new Set(cited.map(({ account }) => account))
  const signed = ballots.filter(({ member }) => seats.has(member))
  const record = state.records.get(id)
  const rules = record?.rules ?? rulesNow
  const kept = countBallots(record?.ballots ?? new Map(), signed, rules, scene)
  return {
    ballots,
    tally: tallyDecision(state, decision, latestSupport(ballots), latestVotes(ballots), reserved),
    enactment: tallyDecision(state, decision, usableSupport(ballots), usableVotes(ballots), reserved),
    kept,
    known: tallyKept(kept, rules, scene),
    signed,
    recorded: record === undefined ? null : tallyKept(record.ballots, rules, scene),
  }
}

type Count = { readonly version: number; readonly state: ChainState; readonly of: Map<DecisionId, CountedProposal> }

/** Per registers what was counted since any of them, or the chain, changed: lists, pages and desks ask many times for one change. */
const counts = new WeakMap<Registers, Count>()

/**
 * What the ballots on a proposal come to. A state is never changed, and registers that go on say by their version that they did; so what was counted is
 * counted. Of registers without one nothing is kept.
 */
export const countProposal = (registers: Registers, state: ChainState, id: DecisionId, decision: Decision): CountedProposal => {
  const { version } = registers
  if (version === undefined) return countAnew(registers, state, id, decision)
  let last = counts.get(registers)
  if (last === undefined || last.version !== version || last.state !== state) {
    last = { version, state, of: new Map() }
    counts.set(registers, last)
  }
  const counted = last.of.get(id) ?? countAnew(registers, state, id, decision)
  last.of.set(id, counted)
  return counted
}
