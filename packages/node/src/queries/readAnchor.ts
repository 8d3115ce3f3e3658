import { bytes32, DaomeshError, type DecisionId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { z } from 'zod'
import type { proposalPage } from '../contract/proposals.ts'
import type { DaoSpace } from '../spaces/space.ts'

type Anchor = z.input<typeof proposalPage>['anchor']

const queued = {
  waiting: 'queued',
  signing: 'queued',
  sent: 'sent',
  anchored: 'anchored',
  final: 'anchored',
  failed: 'failed',
  superseded: 'none',
} as const

/** How far the enactment of a decision has come: the chain's facts first, then this node's own transaction. */
export const readAnchor = (node: NodeContext, space: DaoSpace, decision: DecisionId): Anchor => {
  const row = node.queue
    .rows()
    .findLast(
      ({ subject }) => subject['space'] === space.id && Array.isArray(subject['decisions']) && subject['decisions'].includes(decision),
    )
  const hash = row?.mined?.hash ?? row?.signed.at(-1)?.hash ?? null
  const gas = row?.mined?.gasUsed ?? null
  const final = space.chainState().enacted.get(decision)
  if (final !== undefined) return { state: 'final', transaction: bytes32.parse(final), gas: hash === final ? gas : null, error: null }
  const seen = space.unfinalized().find(({ fact }) => fact.kind === 'enacted' && fact.decision === decision)
  if (seen !== undefined)
    return { state: 'anchored', transaction: seen.transaction, gas: hash === seen.transaction ? gas : null, error: null }
  // The transaction went through, this one of its decisions did not: it stays possible, and says why.
  const failed = space.chainState().failed.get(decision)
  if (failed !== undefined && (row === undefined || row.state === 'final' || row.state === 'anchored')) {
    const error = new DaomeshError('TRANSACTION_REVERTED', { meta: { error: failed.reason } })
    return {
      state: 'failed',
      transaction: bytes32.parse(failed.transaction),
      gas: null,
      error: { ...error.toJSON(), meta: { ...error.meta } },
    }
  }
  if (row === undefined) return { state: 'none', transaction: null, gas: null, error: null }
  return {
    state: queued[row.state],
    transaction: hash === null ? null : bytes32.parse(hash),
    gas,
    error: row.error === null ? null : { ...row.error, meta: { ...row.error.meta } },
  }
}
