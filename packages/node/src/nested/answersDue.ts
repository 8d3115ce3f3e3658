import { proposalState, type ProposalRow } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'
import { type Decided, decidedStep } from '../due/bringDecided.ts'
import { joinsIn } from '../joining/joinsIn.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { agreementsIn, questionsIn } from './shownProposals.ts'
import { isUndecided } from './unasked.ts'

/** Decisions whose approval would be the ballot of this DAO in an outer one that still waits for it. */
const answersTo = (node: NodeContext, inner: DaoSpace): readonly ProposalRow[] =>
  questionsIn(node, inner).flatMap(({ outer, decision, answers }) => {
    const space = node.spaces.daos().find(({ record }) => record.dao === outer)
    const row = space === undefined ? undefined : proposalState(space.registers(), space.chainState(), decision, presentOf(node, space))
    const waits = row !== undefined && isUndecided(row) && !row.ballots.some(({ member }) => member === inner.record.dao)
    return waits ? answers.map((one) => one.row) : []
  })

/**
 * Approvals that the members of a DAO decided on and that their ballots do not sign at once: where it has a grace period, counts by credits, or passes with
 * fewer than decide alone, the chain learns of it by the recorded path (contracts R5, R10). What it answers to other DAOs, the deals that it takes, and the
 * foundings and seats that it joins; of what was asked twice the one that stands.
 */
export const answersDue = (node: NodeContext, inner: DaoSpace): readonly Decided[] =>
  [
    ...answersTo(node, inner),
    ...agreementsIn(node, inner).map(({ asked }) => asked),
    ...joinsIn(node, inner).map(({ asked }) => asked),
  ].flatMap((row) => {
    const step = decidedStep(row)
    return step === null || step === 'enact' ? [] : [{ row, step }]
  })
