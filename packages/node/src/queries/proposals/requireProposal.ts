import { type ProposalRow, proposalState } from '@daomesh/governance'
import { DaomeshError, type DecisionId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'

/** @throws DaomeshError `PROPOSAL_UNKNOWN`. */
export const requireProposal = (node: NodeContext, space: DaoSpace, decision: DecisionId): ProposalRow => {
  const row = proposalState(space.registers(), space.chainState(), decision, presentOf(node, space))
  if (row === undefined) throw new DaomeshError('PROPOSAL_UNKNOWN', { meta: { decision } })
  return row
}

/** Why nothing can be done with a proposal any more. */
export const superseded = ({ id, reason }: ProposalRow): DaomeshError =>
  new DaomeshError('PROPOSAL_SUPERSEDED', { meta: { decision: id, reason: reason?.key ?? '' } })
