import { encodeSpinOff, provenSpinOff } from '@daomesh/chain'
import { rosterAt } from '@daomesh/governance'
import { DaomeshError, type DecisionId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireProposal, superseded } from '../../queries/proposals/requireProposal.ts'
import { missingOf, standOf } from '../../spinOffs/standOf.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type EnactSpinOffParameters = { readonly requestId: string; readonly space: SpaceId; readonly decision: DecisionId }

/**
 * Queues the one transaction that founds the new DAO and has everybody who goes leave into it, or changes nothing (contracts R25). Anybody may send it.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `PROPOSAL_SUPERSEDED`, `INPUT_INVALID` for another proposal, `SPIN_OFF_EARLY` with who has not said Yes.
 */
export const enactSpinOff = async (
  node: NodeContext,
  { requestId, space: id, decision }: EnactSpinOffParameters,
): Promise<TransactionAnswer> => {
  const subject = { purpose: 'spinOff', space: id, decisions: [decision] }
  const known = queuedBefore(node, requestId, subject)
  if (known !== null) return known
  const space = node.spaces.dao(id)
  await space.spentSlots.settle()
  const row = requireProposal(node, space, decision)
  if (row.status === 'superseded' || row.status === 'enacted') throw superseded(row)
  const question = provenSpinOff(space.record.chain.chainId, row.decision, row.content)
  if (question === null) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'decision', reason: 'it spins nothing off' } })
  const stand = standOf(space, row)
  const missing = missingOf(question, stand)
  if (!stand.passes || missing.length > 0) throw new DaomeshError('SPIN_OFF_EARLY', { meta: { decision, missing: missing.join(' ') } })
  const state = space.chainState()
  return enqueue(node, {
    requestId,
    call: encodeSpinOff({
      chainId: space.record.chain.chainId,
      dao: space.record.dao,
      decision: row.decision,
      roster: rosterAt(state, state.rosterEpoch)?.members ?? [],
      sheets: stand.sheets,
      recorded: stand.recorded,
      genesis: question.genesis,
    }),
    context: {
      title: `Spin off ${question.genesis.name} from ${space.record.genesis.name}`,
      lines: [`${question.genesis.members.length} members leave together, or nobody does.`],
    },
    subject: { ...subject, title: row.title },
    supersededBy: ['Dao_AlreadySpent'],
  })
}
