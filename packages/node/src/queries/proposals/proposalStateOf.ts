import { type ProposalRow, proposalState } from '@daomesh/governance'
import type { DecisionId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { proposalRow } from '../../contract/proposals.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { readAnchor } from './readAnchor.ts'

type State = z.input<typeof proposalRow>['state']

/** `final` only from finalized facts; `enacting` while a transaction is on its way or not final. */
export const stateOf = (node: NodeContext, space: DaoSpace, row: ProposalRow): State => {
  if (row.status === 'enacted') return 'final'
  const anchored = space.unfinalized().some(({ fact }) => fact.kind === 'enacted' && fact.decision === row.id)
  if (anchored) return 'enacted'
  return ['queued', 'sent', 'anchored'].includes(readAnchor(node, space, row.id).state) ? 'enacting' : row.status
}

/** How a proposal stands, for lists that only name it; open where it is not here yet. */
export const proposalStateOf = (node: NodeContext, space: DaoSpace, decision: DecisionId): State => {
  const row = proposalState(space.registers(), space.chainState(), decision, presentOf(node, space))
  return row === undefined ? 'open' : stateOf(node, space, row)
}
