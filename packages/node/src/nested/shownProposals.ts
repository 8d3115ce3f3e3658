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
import { presentOf, type TellsTime } from '../spaces/presentOf.ts'
import type { ReadDao } from '../spaces/space.ts'

export const placeOf = ({ record }: Pick<ReadDao, 'record'>): InnerPlace => ({ chainId: record.chain.chainId, dao: record.dao })

const proposalsIn = (node: TellsTime, space: ReadDao, isAsked?: (written: WrittenProposal) => boolean): readonly ProposalRow[] =>
  listProposals(space.registers(), space.chainState(), presentOf(node, space), isAsked)

/** The proposals of a DAO as people go through them: a question of an outer DAO is one of them, however many answers it has (governance S17). */
export const shownProposals = (node: TellsTime, space: ReadDao): readonly ProposalRow[] =>
  shownAmong(placeOf(space), proposalsIn(node, space))

/** The questions of outer DAOs that the members of this one were asked. */
export const questionsIn = (node: TellsTime, space: ReadDao): readonly AskedQuestion[] =>
  askedAmong(
    placeOf(space),
    proposalsIn(node, space, ({ decision, content }) => questionOf(placeOf(space), decision, content) !== null),
  )

/** What is asked of a node to read what its DAOs are asked to take. */
export type KnowsEscrow = TellsTime & { readonly bounties: Pick<NodeContext['bounties'], 'escrow'> }

/** The bounties that the members of this DAO were asked to take as one entity, in the escrow of this node. */
export const agreementsIn = (node: KnowsEscrow, space: ReadDao): readonly AskedAgreement[] =>
  agreementsAmong(
    placeOf(space),
    proposalsIn(node, space, ({ decision, content }) => agreementQuestionOf(placeOf(space), decision, content) !== null),
  ).filter(({ question }) => question.escrow === node.bounties.escrow)
