import {
  type Address,
  countingModes,
  type DecisionId,
  type EntryId,
  type Hex,
  type Member,
  memberKinds,
  type Rules,
  supports,
} from '@daomesh/protocol'
import { type ChainState, currentMembers } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { BallotValue, ReasonValue } from '../fold/values.ts'
import { type Phrase, phrase } from '../rules/phrase.ts'
import { type Registers, valueAt, valuesOf } from './registers.ts'
import { equivocatesAt } from './revisions.ts'

export type CastBallot = {
  readonly support: number
  /** What it spends in quadratic counting, 0 elsewhere. */
  readonly votes: bigint
  /** What the whole sheet costs in credits. */
  readonly cost: bigint
  readonly revision: bigint
  readonly digest: Hex
  readonly reason: string
  readonly entry: EntryId
  /** Milliseconds, for display. */
  readonly at: number
}

export type MemberBallot = CastBallot & {
  readonly member: Address
  /** Why the chain would not count it, or null. */
  readonly ignored: Phrase | null
  /**
   * What an enactment would count: a signed Yes stays usable by anyone until it is revoked on chain (R4), even under a later revision.
   * Null when nothing of this member can be counted.
   */
  readonly usable: CastBallot | null
  /** Two different sheets under the counted revision: proof of an equivocation (G7). */
  readonly equivocated: boolean
}

const read = (value: BallotValue): CastBallot => ({
  support: value.support,
  votes: BigInt(value.votes),
  cost: BigInt(value.cost),
  revision: BigInt(value.revision),
  digest: value.digest,
  reason: value.reason,
  entry: value.entry,
  at: value.at,
})

/** The newest reason of this member for this very answer: given with it, beside it, or with an earlier sheet that said the same. */
const reasonFor = (registers: Registers, decision: DecisionId, { member, support, reason }: BallotValue): string => {
  const given = valueAt<ReasonValue>(registers, keys.reason(decision, member))
  return given?.support === support ? given.text : reason
}

/** Votes where the rules ask for none make another digest on chain than was signed; a sheet above the credits counts as uncast whole (R8). */
const whyUnreadable = (rules: Rules, cost: bigint): Phrase | null => {
  if (rules.mode !== countingModes.quadratic) return cost === 0n ? null : phrase('ballot.votes')
  return cost <= BigInt(rules.credits) ? null : phrase('ballot.overspent', { cost: cost.toString(), credits: rules.credits })
}

/** A state is never changed, so who has a seat in it is found out once. */
const seats = new WeakMap<ChainState, ReadonlyMap<Address, Member>>()
const seatsOf = (state: ChainState): ReadonlyMap<Address, Member> => {
  const known = seats.get(state) ?? new Map(currentMembers(state).map((member) => [member.account, member]))
  seats.set(state, known)
  return known
}

/** Why a ballot cannot count on chain. */
const whyIgnored = (state: ChainState, rules: Rules, value: BallotValue): Phrase | null => {
  const minimum = state.minRevisions.get(value.member) ?? 0n
  if (BigInt(value.revision) < minimum) return phrase('ballot.revoked', { minimum: minimum.toString() })
  const unreadable = whyUnreadable(rules, BigInt(value.cost))
  if (unreadable !== null) return unreadable
  return seatsOf(state).has(value.member) ? null : phrase('ballot.notSeated')
}

/**
 * One ballot per member: the one that counts by R4, and what an enactment could use. Sorted by account. `rules` are those of the decision's epoch.
 * @example
 * ballotsOf(registers, state, decisionIdOf(chain.chainId, dao, decision)) // => []
 */
export const ballotsOf = (
  registers: Registers,
  state: ChainState,
  decision: DecisionId,
  rules: Rules = state.rules,
): readonly MemberBallot[] =>
  valuesOf<BallotValue>(registers, keys.ballotsOf(decision)).map((latest) => {
    const yes = valueAt<BallotValue>(registers, keys.yes(decision, latest.member))
    const usable = [yes, latest].find((value) => value !== undefined && whyIgnored(state, rules, value) === null)
    return {
      ...read(latest),
      reason: reasonFor(registers, decision, latest),
      member: latest.member,
      ignored: whyIgnored(state, rules, latest),
      usable: usable === undefined ? null : read(usable),
      equivocated: equivocatesAt(
        registers,
        { account: latest.member, kind: seatsOf(state).get(latest.member)?.kind ?? memberKinds.key },
        BigInt(latest.revision),
      ),
    }
  })

/**
 * What each member says now: the newest ballots that count.
 * @example
 * latestSupport([]) // => new Map()
 */
export const latestSupport = (ballots: readonly MemberBallot[]): ReadonlyMap<Address, number> =>
  new Map(ballots.filter((ballot) => ballot.ignored === null).map((ballot) => [ballot.member, ballot.support]))

/** What an enactment would count: signed Yes ballots first. */
export const usableSupport = (ballots: readonly MemberBallot[]): ReadonlyMap<Address, number> =>
  new Map(ballots.flatMap((ballot) => (ballot.usable === null ? [] : [[ballot.member, ballot.usable.support] as const])))

/** The votes that the newest ballots spend; only quadratic counting looks at them. */
export const latestVotes = (ballots: readonly MemberBallot[]): ReadonlyMap<Address, bigint> =>
  new Map(ballots.filter((ballot) => ballot.ignored === null).map((ballot) => [ballot.member, ballot.votes]))

/** The votes that what an enactment would count spends; only quadratic counting looks at them. */
export const usableVotes = (ballots: readonly MemberBallot[]): ReadonlyMap<Address, bigint> =>
  new Map(ballots.flatMap((ballot) => (ballot.usable === null ? [] : [[ballot.member, ballot.usable.votes] as const])))

/** Members who changed their mind after a Yes that anybody can still use; the app offers them to revoke it on chain. */
export const standingYes = (ballots: readonly MemberBallot[]): readonly Address[] =>
  ballots.filter((ballot) => ballot.usable?.support === supports.for && ballot.support !== supports.for).map((ballot) => ballot.member)
