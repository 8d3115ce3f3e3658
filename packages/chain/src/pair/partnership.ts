import {
  type Address,
  type Call,
  type Decision,
  type Hex,
  memberKinds,
  type Merger,
  type PartnershipQuestion,
  readPartnershipQuestion,
} from '@daomesh/protocol'
import { changeRosterCall } from '../calls/changeRosterCall.ts'
import { pairAddress } from '../calls/factoryAddress.ts'
import { mergerEffects } from './mergerCalls.ts'
import { meetCall, type PairEffects, pairTermsOf } from './pairCalls.ts'

/**
 * One side of what two DAOs agreed on: in whole units the power that its partner has in it from then on, and what it has there (0 takes it back); or the
 * merger of both.
 */
export type PartnershipSide = {
  readonly dao: Address
  readonly partner: Address
  readonly gives: bigint
  readonly gets: bigint
  readonly merger: Merger | null
}

const seatCall = (dao: Address, partner: Address, power: bigint): Call =>
  changeRosterCall(dao, [{ account: partner, kind: memberKinds.contract, power, mint: 0n }])

/** What each of both does behind the meeting. */
const effectsOf = (codeHash: Hex, { dao, partner, gives, gets, merger }: PartnershipSide): readonly [PairEffects, PairEffects] => {
  if (merger === null)
    return [
      { dao, calls: [seatCall(dao, partner, gives)] },
      { dao: partner, calls: [seatCall(partner, dao, gets)] },
    ]
  const { from, into } = mergerEffects(codeHash, merger)
  const [mine, theirs] = merger.from === dao ? [from, into] : [into, from]
  return [
    { dao, calls: mine },
    { dao: partner, calls: theirs },
  ]
}

/** What both decisions bind each other to (R19). The same for either side. `codeHash` is that of the pair's code on this chain. */
export const partnershipTerms = (codeHash: Hex, side: PartnershipSide): Hex => pairTermsOf(...effectsOf(codeHash, side))

/**
 * The calls by which a DAO does its side (R20), in a decision whose executor is the pair: the meeting, and the partner's seat, or what it does in a merger. Nothing
 * else. Whoever knows the terms makes the same calls.
 */
export const partnershipCalls = (codeHash: Hex, side: PartnershipSide): readonly Call[] => {
  const [mine, theirs] = effectsOf(codeHash, side)
  return [meetCall(pairAddress(), pairTermsOf(mine, theirs), codeHash), ...mine.calls]
}

const isSame = (a: Call, b: Call): boolean =>
  a.target === b.target && a.value === b.value && a.data.toLowerCase() === b.data.toLowerCase() && a.codeHash === b.codeHash

/** Whether a decision does this side of a partnership and nothing else: reserved to the pair, after nothing, with just these calls (A59). */
export const isPartnershipSide = ({ executor, afterDecision, calls }: Decision, side: PartnershipSide): boolean => {
  const [first] = calls
  if (first === undefined || executor !== pairAddress() || BigInt(afterDecision) !== 0n) return false
  // A pin of another code than the pair's makes a decision that nobody can enact; it cannot make one that does something else.
  const made = partnershipCalls(first.codeHash, side)
  return calls.length === made.length && made.every((call, i) => isSame(call, calls[i] as Call))
}

const isBetween = ({ from, into }: Merger, one: Address, other: Address): boolean =>
  (from === one && into === other) || (from === other && into === one)

/**
 * The partnership or merger that a decision of `dao` does its side of: its text names partner and powers, or the merger, and it makes just the calls that follow from them, so that
 * what is shown is what both sign (A59). null for every other decision.
 */
export const provenPartnership = (dao: Address, decision: Decision, content: string): PartnershipQuestion | null => {
  const question = readPartnershipQuestion(content)
  if (question === null || question.partner === dao) return null
  const { partner, gives, gets, merger } = question
  if (merger !== null && !isBetween(merger, dao, partner)) return null
  return isPartnershipSide(decision, { dao, partner, gives: BigInt(gives), gets: BigInt(gets), merger }) ? question : null
}
