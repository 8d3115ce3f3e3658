import {
  type Address,
  type Call,
  type Decision,
  type Hex,
  memberKinds,
  type PartnershipQuestion,
  readPartnershipQuestion,
} from '@daomesh/protocol'
import { changeRosterCall } from '../calls/changeRosterCall.ts'
import { pairAddress } from '../calls/factoryAddress.ts'
import { meetCall, pairTermsOf } from './pairCalls.ts'

/** One side of an exchange of power, in whole units: what its partner has in it from then on, and what it has there. 0 takes it back. */
export type PartnershipSide = { readonly dao: Address; readonly partner: Address; readonly gives: bigint; readonly gets: bigint }

const seatCall = (dao: Address, partner: Address, power: bigint): Call =>
  changeRosterCall(dao, [{ account: partner, kind: memberKinds.contract, power, mint: 0n }])

/** What both decisions bind each other to (R19). The same for either side. */
export const partnershipTerms = ({ dao, partner, gives, gets }: PartnershipSide): Hex =>
  pairTermsOf({ dao, calls: [seatCall(dao, partner, gives)] }, { dao: partner, calls: [seatCall(partner, dao, gets)] })

/**
 * The calls by which a DAO does its side (R20), in a decision whose executor is the pair: nothing but the meeting, and the partner's seat. `codeHash` is that
 * of the pair's code on this chain. Whoever knows the terms makes the same calls.
 */
export const partnershipCalls = (codeHash: Hex, side: PartnershipSide): readonly Call[] => [
  meetCall(pairAddress(), partnershipTerms(side), codeHash),
  seatCall(side.dao, side.partner, side.gives),
]

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

/**
 * The partnership that a decision of `dao` does its side of: its text names partner and powers, and it makes just the calls that follow from them, so that
 * what is shown is what both sign (A59). null for every other decision.
 */
export const provenPartnership = (dao: Address, decision: Decision, content: string): PartnershipQuestion | null => {
  const question = readPartnershipQuestion(content)
  if (question === null || question.partner === dao) return null
  const side = { dao, partner: question.partner, gives: BigInt(question.gives), gets: BigInt(question.gets) }
  return isPartnershipSide(decision, side) ? question : null
}
