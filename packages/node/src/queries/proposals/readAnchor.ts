import { bytes32, DaomeshError, type DecisionId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { z } from 'zod'
import type { proposalPage } from '../../contract/proposals.ts'
import type { DaoSpace } from '../../spaces/space.ts'

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

const notAnchored: Anchor = { state: 'none', transaction: null, gas: null, error: null }

const rowOf = (node: NodeContext, space: DaoSpace, decision: DecisionId, purposes: readonly string[]) =>
  node.queue
    .rows()
    .findLast(
      ({ subject }) =>
        subject['space'] === space.id &&
        typeof subject['purpose'] === 'string' &&
        purposes.includes(subject['purpose']) &&
        Array.isArray(subject['decisions']) &&
        subject['decisions'].includes(decision),
    )

/** How far this node's own newest transaction of these purposes has come for a decision. */
export const ownAnchor = (node: NodeContext, space: DaoSpace, decision: DecisionId, purposes: readonly string[]): Anchor => {
  const row = rowOf(node, space, decision, purposes)
  if (row === undefined) return notAnchored
  const hash = row.mined?.hash ?? row.signed.at(-1)?.hash ?? null
  return {
    state: queued[row.state],
    transaction: hash === null ? null : bytes32.parse(hash),
    gas: row.mined?.gasUsed ?? null,
    error: row.error === null ? null : { ...row.error, meta: { ...row.error.meta } },
  }
}

/** The transaction went through and this one of its decisions did not: it stays possible, and says why. */
const failedBeside = (space: DaoSpace, decision: DecisionId, own: Anchor): Anchor | null => {
  const failed = space.chainState().failed.get(decision)
  if (failed === undefined || (own.state !== 'none' && own.state !== 'anchored')) return null
  const error = new DaomeshError('TRANSACTION_REVERTED', { meta: { error: failed.reason } })
  const told = { ...error.toJSON(), meta: { ...error.meta } }
  return { state: 'failed', transaction: bytes32.parse(failed.transaction), gas: null, error: told }
}

/** What carries a decision out. */
const carrying = ['enact', 'execute', 'recordAtOnce'] as const

/** It was final in a block up to which facts are read, and none says so: that block is of a history that counts no more. */
const isLost = (node: NodeContext, space: DaoSpace, decision: DecisionId): boolean => {
  const row = rowOf(node, space, decision, carrying)
  const upTo = space.facts.cursor()?.number ?? -1n
  return row?.state === 'final' && row.mined !== null && BigInt(row.mined.block) <= upTo
}

/** How far the enactment of a decision has come: the chain's facts first, then this node's own transaction. */
export const readAnchor = (node: NodeContext, space: DaoSpace, decision: DecisionId): Anchor => {
  const own = ownAnchor(node, space, decision, carrying)
  const final = space.chainState().enacted.get(decision)
  if (final !== undefined)
    return { state: 'final', transaction: bytes32.parse(final), gas: own.transaction === final ? own.gas : null, error: null }
  const seen = space.unfinalized().find(({ fact }) => fact.kind === 'enacted' && fact.decision === decision)
  if (seen === undefined) return failedBeside(space, decision, own) ?? (isLost(node, space, decision) ? notAnchored : own)
  return { state: 'anchored', transaction: seen.transaction, gas: own.transaction === seen.transaction ? own.gas : null, error: null }
}
