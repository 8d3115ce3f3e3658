import type { Address, DecisionId, EntryId, Hex, PollClose, PollCloseId, PollId, PollQuestion } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { PollAnswerValue, PollSignerValue, PollValue } from '../fold/values.ts'
import { countPoll, fitsPoll, type PollAnswer, type PollCount, type PollSeat, pollSeats } from '../polls/countPoll.ts'
import type { ProofStep } from '../polls/pollsRoot.ts'
import { closeSeats, type CloseStanding, standingClose, type WeighedClose } from '../polls/standingClose.ts'
import { anchorsOf } from './anchorsOf.ts'
import { type Registers, valueAt, valuesOf } from './registers.ts'

export type PollStatus = 'open' | 'closing' | 'sealed' | 'anchored' | 'split' | 'disputed'

export type PollAnswerRow = PollAnswer & {
  /** Milliseconds, for display. */
  readonly at: number
}

export type PollCloseRow = WeighedClose & {
  readonly answers: readonly PollAnswer[]
  readonly count: PollCount
  /** Of its answers, those whose record is here and says the same. */
  readonly proven: number
}

export type PollRow = {
  readonly id: PollId
  readonly question: PollQuestion
  readonly by: Address
  readonly entry: EntryId
  /** Milliseconds, for display. */
  readonly openedAt: number
  readonly status: PollStatus
  readonly seats: readonly PollSeat[]
  /** The newest answer of each member that fits, by account. */
  readonly answers: readonly PollAnswerRow[]
  /** What they sum up to now. */
  readonly live: PollCount
  /** The closes that fit the poll, the weightiest first. */
  readonly closes: readonly PollCloseRow[]
  /** Weight that signatures need for the quorum, and all of it. */
  readonly signing: { readonly total: bigint; readonly quorumBps: number }
  /** The close that stands, sealed or anchored. */
  readonly result: PollCloseRow | null
  /** Members whose answer the standing close does not hold: it came late and changes nothing. */
  readonly late: readonly Address[]
  readonly equivocators: readonly Address[]
  readonly anchor: {
    readonly decision: DecisionId
    readonly transaction: Hex
    readonly root: Hex
    readonly proof: readonly ProofStep[]
  } | null
}

const latestFirst = (a: PollAnswerValue, b: PollAnswerValue): number => b.depth - a.depth || (a.entry > b.entry ? -1 : 1)

/** The newest fitting answer of each seat: later in causality, then the greater id. */
const answersIn = (question: PollQuestion, seats: readonly PollSeat[], all: readonly PollAnswerValue[]): readonly PollAnswerRow[] =>
  seats.flatMap(({ member }) => {
    const [newest] = all.filter((one) => one.member === member && fitsPoll(question, seats, one)).sort(latestFirst)
    return newest === undefined ? [] : [{ member, entry: newest.entry, choices: newest.choices, at: newest.at }]
  })

/** A close fits when each answer does, and its result is their sum; what else it claims cannot be sealed. */
const fitsClose = (question: PollQuestion, seats: readonly PollSeat[], { answers, result }: PollClose): boolean =>
  answers.every((answer) => fitsPoll(question, seats, answer)) &&
  result.length === question.options.length &&
  countPoll(question, seats, answers).counts.every((count, i) => count.toString() === result[i])

/** The same signatures where it is not known yet by which quorum they would seal. */
const unsealed = ({ closes, equivocators }: CloseStanding): CloseStanding => ({
  closes: closes.map((one) => ({ ...one, sealed: false })),
  status: closes.some(({ signers }) => signers.length > 0) ? 'closing' : 'open',
  sealed: null,
  equivocators,
})

/**
 * Everything about one poll, or undefined when it is not here: a function of the records and the final facts alone. The close that an enacted decision
 * anchored first stands for good; else the only one that is sealed.
 * @example
 * pollState(registers, state, pollIdOf(pollQuestion)) // => undefined
 */
export const pollState = (registers: Registers, state: ChainState, id: PollId): PollRow | undefined => {
  const value = valueAt<PollValue>(registers, keys.poll(id))
  const members = value === undefined ? undefined : state.epochs[value.index]?.members
  if (value === undefined || members === undefined) return undefined
  const question = value.question as unknown as PollQuestion
  // A rules epoch that the chain has not reached is nobody's rule yet. Whoever opens a poll may name one, so nothing is sealed by it: what is sealed stays sealed.
  const named = state.rulesHistory.get(question.rulesEpoch)
  const rules = named ?? state.rules
  const seats = pollSeats(question, members)
  const all = valuesOf<PollAnswerValue>(registers, keys.pollAnswersOf(id))
  const answers = answersIn(question, seats, all)
  const written = new Map(all.map((one) => [one.entry, one]))
  const isProven = ({ member, entry, choices }: PollAnswer): boolean => {
    const one = written.get(entry)
    return one?.member === member && one.choices.join() === choices.join()
  }
  const prefix = keys.pollClosesOf(id)
  const fitting = registers.entries(prefix).flatMap(({ key, value: close }) => {
    const read = close as unknown as PollClose
    return fitsClose(question, seats, read) ? [{ close: key.slice(prefix.length) as PollCloseId, answers: read.answers }] : []
  })
  const signersOf = (close: PollCloseId): readonly Address[] =>
    valuesOf<PollSignerValue>(registers, keys.pollSignersOf(id, close)).map(({ member }) => member)
  const signing = closeSeats(rules, members)
  const weighed = standingClose(
    rules,
    signing,
    fitting.map(({ close }) => ({ close, signers: signersOf(close) })),
  )
  const standing = named === undefined ? unsealed(weighed) : weighed
  const closes = standing.closes
    .map((one, i): PollCloseRow => {
      const held = fitting[i]?.answers ?? []
      return { ...one, answers: held, count: countPoll(question, seats, held), proven: held.filter(isProven).length }
    })
    .toSorted((a, b) => (a.weight === b.weight ? (a.close < b.close ? -1 : 1) : a.weight > b.weight ? -1 : 1))
  const anchor = anchorsOf(registers, state)
    .get(id)
    ?.find(({ close }) => closes.some((one) => one.close === close))
  const stands = anchor?.close ?? standing.sealed
  const result = closes.find(({ close }) => close === stands) ?? null
  const counted = new Map(result?.answers.map(({ member, entry }) => [member, entry]))
  return {
    id,
    question,
    by: value.by,
    entry: value.entry,
    openedAt: value.at,
    status: anchor === undefined ? standing.status : 'anchored',
    seats,
    answers,
    live: countPoll(question, seats, answers),
    closes,
    signing: { total: signing.reduce((sum, { weight }) => sum + weight, 0n), quorumBps: rules.quorumBps },
    result,
    late: result === null ? [] : answers.flatMap(({ member, entry }) => (counted.get(member) === entry ? [] : [member])),
    equivocators: standing.equivocators,
    anchor:
      anchor === undefined ? null : { decision: anchor.decision, transaction: anchor.transaction, root: anchor.root, proof: anchor.proof },
  }
}

/**
 * All polls, newest first by the time their author wrote; equal times by id.
 * @example
 * listPolls(registers, state) // => []
 */
export const listPolls = (registers: Registers, state: ChainState): readonly PollRow[] =>
  registers
    .entries(keys.polls)
    .flatMap(({ key }) => pollState(registers, state, key.slice(keys.polls.length) as PollId) ?? [])
    .sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1))
