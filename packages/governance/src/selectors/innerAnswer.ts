import {
  type Address,
  approvedHash,
  type BallotSheet,
  type Decision,
  type DecisionId,
  type Hex,
  outerDigestOf,
  type OuterQuestion,
  outerSheetOf,
  readQuestion,
} from '@daomesh/protocol'
import { contentHashOf } from '../content/contentHash.ts'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import { liveSignatureOf } from './liveSignature.ts'
import { listProposals, type Present, type ProposalRow, proposalState } from './proposalState.ts'
import type { Registers } from './registers.ts'

export type InnerPlace = { readonly chainId: bigint; readonly dao: Address }

/** Questions by the decision whose text they are; values of registers are never changed, so a text that was read is read. */
const read = new WeakMap<Decision, { readonly content: string; readonly question: OuterQuestion | null }>()

/** The question in a text, if title and text in it are those that the outer decision commits to: else members would be asked in other words than it has. */
const wordedIn = (decision: Decision, content: string): OuterQuestion | null => {
  const known = read.get(decision)
  if (known?.content === content) return known.question
  const question = readQuestion(content)
  const isTrue = question !== null && question.decision.contentHash === contentHashOf(question.title, question.content)
  const found = { content, question: isTrue ? question : null }
  read.set(decision, found)
  return found.question
}

/**
 * The question of an outer DAO that a proposal of this one carries in the words of the outer proposal, if its only call is that this DAO signs just that answer (R10).
 * @example
 * questionOf({ chainId: chain.chainId, dao }, decision, 'A text.') // => null
 */
export const questionOf = ({ chainId, dao }: InnerPlace, decision: Decision, content: string): OuterQuestion | null => {
  const question = wordedIn(decision, content)
  if (question === null) return null
  return approvedHash(dao, decision) === outerDigestOf(chainId, dao, question) ? question : null
}

export type CarriedQuestion = { readonly row: ProposalRow; readonly question: OuterQuestion }

/**
 * The outer questions among the proposals of a DAO.
 * @example
 * carriedQuestions({ chainId: chain.chainId, dao }, registers, state, { now: 1 }) // => []
 */
export const carriedQuestions = (
  place: InnerPlace,
  registers: Registers,
  state: ChainState,
  present: Present,
): readonly CarriedQuestion[] =>
  listProposals(registers, state, present, ({ decision, content }) => questionOf(place, decision, content) !== null).flatMap((row) => {
    const question = questionOf(place, row.decision, row.content)
    return question === null ? [] : [{ row, question }]
  })

/** The ballot of this DAO in the outer one, and what it signs it with. */
export type InnerAnswer = { readonly outer: Address; readonly sheet: BallotSheet; readonly hash: Hex; readonly signature: Hex }

/**
 * What a DAO answers an outer question by the ballots of its members: the outer ballot with the signature that these ballots make, as soon as they could
 * enact its approval, and null before (S16). Once the approval is enacted the chain knows it, and nobody reads the signature.
 * @example
 * innerAnswer({ chainId: chain.chainId, dao }, registers, state, decisionIdOf(chain.chainId, dao, decision), { now: 1 }) // => null
 */
export const innerAnswer = (
  place: InnerPlace,
  registers: Registers,
  state: ChainState,
  id: DecisionId,
  present: Present,
): InnerAnswer | null => {
  if (registers.get(keys.proposal(id)) === undefined) return null
  const row = proposalState(registers, state, id, present)
  const question = row === undefined ? null : questionOf(place, row.decision, row.content)
  if (row === undefined || question === null) return null
  const signature = liveSignatureOf(place, registers, state, row)
  if (signature === null) return null
  const { chainId, dao } = place
  return {
    outer: question.dao,
    sheet: outerSheetOf(chainId, dao, question),
    hash: outerDigestOf(chainId, dao, question),
    signature,
  }
}
