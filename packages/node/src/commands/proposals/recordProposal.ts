import { encodeRecord } from '@daomesh/chain'
import { recordingSheets, rosterAt } from '@daomesh/governance'
import { countingModes, DaomeshError, type DecisionId, type SpaceId, zeroAddress } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireProposal } from '../../queries/proposals/requireProposal.ts'
import { witnessOf } from '../../queries/proposals/witnessOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, type Intention, queuedBefore } from '../enqueue.ts'

export type RecordProposalParameters = { readonly requestId: string; readonly space: SpaceId; readonly decision: DecisionId }

/** The transaction that records a passing tally. @throws DaomeshError as `recordProposal`. */
export const recordIntent = async (node: NodeContext, space: DaoSpace, decision: DecisionId): Promise<Intention> => {
  const { id } = space
  const state = space.chainState()
  const row = requireProposal(node, space, decision)
  const { recordable, atOnce, words } = row.record
  if (!recordable) throw new DaomeshError('DECISION_UNRECORDABLE', { meta: { decision, reason: words[0]?.key ?? row.status } })
  const cited = rosterAt(state, row.decision.rosterEpoch)?.members ?? []
  const sheets = recordingSheets(
    space.registers(),
    row.ballots,
    cited.map(({ account }) => account),
  )
  const call = encodeRecord({
    chainId: space.record.chain.chainId,
    records: await node.adapters.chain.client.records(),
    dao: space.record.dao,
    cited,
    decision: row.decision,
    sheets,
    // What is reserved its executor carries out by the same transaction, should it be the one that sends this.
    ...(atOnce || row.decision.executor !== zeroAddress ? witnessOf(node, space, row) : {}),
  })
  const quadratic = row.tally.rules.mode === countingModes.quadratic
  return {
    call,
    context: { title: `Record a decision of ${space.record.genesis.name}`, lines: [`${row.title} (${row.id.slice(0, 10)})`] },
    subject: {
      purpose: atOnce ? 'recordAtOnce' : 'record',
      space: id,
      decisions: [decision],
      title: row.title,
      ballots: String(sheets.length),
    },
    // In quadratic counting who comes second finds the credits taken before it finds the record.
    supersededBy: ['Records_AlreadyRecorded', 'Dao_AlreadySpent', ...(quadratic ? ['Records_NotPassing'] : [])],
  }
}

/**
 * Queues the transaction that records a passing tally with every ballot known here and opens the window for challenges (R5). Anybody may. In quadratic
 * counting what nobody can oppose any more is carried out by the same transaction.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `DECISION_UNRECORDABLE` with what it waits for, `CHAIN_UNREACHABLE` at the first time.
 */
export const recordProposal = async (
  node: NodeContext,
  { requestId, space: id, decision }: RecordProposalParameters,
): Promise<TransactionAnswer> => {
  const known = queuedBefore(node, requestId, { space: id, decisions: [decision] })
  if (known !== null) return known
  return enqueue(node, { requestId, ...(await recordIntent(node, node.spaces.dao(id), decision)) })
}
