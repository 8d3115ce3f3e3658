import { encodeChallenge } from '@daomesh/chain'
import { recordingSheets, rosterAt } from '@daomesh/governance'
import { DaomeshError, type DecisionId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireProposal } from '../../queries/proposals/requireProposal.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type ChallengeRecordParameters = { readonly requestId: string; readonly space: SpaceId; readonly decision: DecisionId }

/**
 * Queues the transaction that brings every ballot known here that the record lacks or has in an older form (R5). Anybody may while the window is open.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `DECISION_COMPLETE` when nothing here is missing there or nothing can be brought any more.
 */
export const challengeRecord = async (
  node: NodeContext,
  { requestId, space: id, decision }: ChallengeRecordParameters,
): Promise<TransactionAnswer> => {
  const known = queuedBefore(node, requestId, { purpose: 'challenge', space: id, decisions: [decision] })
  if (known !== null) return known
  const space = node.spaces.dao(id)
  const row = requireProposal(node, space, decision)
  const { missing, status } = row.record
  if (missing.length === 0) throw new DaomeshError('DECISION_COMPLETE', { meta: { decision, status } })
  const sheets = recordingSheets(space.registers(), row.ballots, missing)
  const call = encodeChallenge({
    chainId: space.record.chain.chainId,
    records: await node.adapters.chain.client.records(),
    dao: space.record.dao,
    cited: rosterAt(space.chainState(), row.decision.rosterEpoch)?.members ?? [],
    decision: row.decision,
    sheets,
  })
  return enqueue(node, {
    requestId,
    call,
    context: { title: `Bring ballots to a record of ${space.record.genesis.name}`, lines: [`${row.title} (${row.id.slice(0, 10)})`] },
    subject: { purpose: 'challenge', space: id, decisions: [decision], title: row.title, ballots: String(sheets.length) },
    supersededBy: ['Records_NothingNew'],
  })
}
