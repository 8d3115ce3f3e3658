import {
  agreementsAmong,
  type AskedAgreement,
  type AskedQuestion,
  askedAmong,
  type InnerPlace,
  listProposals,
  type ProposalRow,
  questionOf,
  shownAmong,
  type WrittenProposal,
} from '@daomesh/governance'
import { agreementQuestionOf } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'

export const placeOf = ({ record }: DaoSpace): InnerPlace => ({ chainId: record.chain.chainId, dao: record.dao })

const proposalsIn = (node: NodeContext, space: DaoSpace, isAsked?: (written: WrittenProposal) => boolean): readonly ProposalRow[] =>
  listProposals(space.registers(), space.chainState(), presentOf(node, space), isAsked)

/** The proposals of a DAO as people go through them: a question of an outer DAO is one of them, however many answers it has (governance S17). */
export const shownProposals = (node: NodeContext, space: DaoSpace): readonly ProposalRow[] =>
  shownAmong(placeOf(space), proposalsIn(node, space))

/** The questions of outer DAOs that the members of this one were asked. */
export const questionsIn = (node: NodeContext, space: DaoSpace): readonly AskedQuestion[] =>
  askedAmong(
    placeOf(space),
    proposalsIn(node, space, ({ decision, content }) => questionOf(placeOf(space), decision, content) !== null),
  )

/** The bounties that the members of this DAO were asked to take as one entity, in the escrow of this node. */
export const agreementsIn = (node: NodeContext, space: DaoSpace): readonly AskedAgreement[] =>
  agreementsAmong(
    placeOf(space),
    proposalsIn(node, space, ({ decision, content }) => agreementQuestionOf(placeOf(space), decision, content) !== null),
  ).filter(({ question }) => question.escrow === node.bounties.escrow)
