import { encodeExecuteRecorded } from '@daomesh/chain'
import { DaomeshError, type DecisionId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireProposal } from '../../queries/proposals/requireProposal.ts'
import { witnessOf } from '../../queries/proposals/witnessOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, type Intention, queuedBefore } from '../enqueue.ts'

export type ExecuteRecordParameters = { readonly requestId: string; readonly space: SpaceId; readonly decision: DecisionId }

/** The transaction that carries out a record. @throws DaomeshError as `executeRecord`. */
export const executeIntent = async (node: NodeContext, space: DaoSpace, decision: DecisionId): Promise<Intention> => {
  const { id } = space
  const row = requireProposal(node, space, decision)
  const { executor } = row.decision
  const reserved = BigInt(executor) !== 0n && executor !== node.account.required()
  if (row.record.status !== 'executable' || reserved)
    throw new DaomeshError('DECISION_UNEXECUTABLE', { meta: { decision, status: reserved ? 'executor' : row.record.status } })
  const call = encodeExecuteRecorded({
    records: await node.adapters.chain.client.records(),
    dao: space.record.dao,
    decision: row.decision,
    ...witnessOf(node, space, row),
  })
  return {
    call,
    context: { title: `Carry out a decision of ${space.record.genesis.name}`, lines: [`${row.title} (${row.id.slice(0, 10)})`] },
    subject: { purpose: 'execute', space: id, decisions: [decision], title: row.title },
    supersededBy: ['Dao_AlreadySpent'],
  }
}

/**
 * Queues the transaction that carries out what was recorded, once window and grace period are over (R5). Anybody may, or the decision's executor alone.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `DECISION_UNEXECUTABLE` with where it stands.
 */
export const executeRecord = async (
  node: NodeContext,
  { requestId, space: id, decision }: ExecuteRecordParameters,
): Promise<TransactionAnswer> => {
  const known = queuedBefore(node, requestId, { purpose: 'execute', space: id, decisions: [decision] })
  if (known !== null) return known
  return enqueue(node, { requestId, ...(await executeIntent(node, node.spaces.dao(id), decision)) })
}
