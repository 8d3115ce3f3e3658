import { encodeEnact } from '@daomesh/chain'
import { type DecisionWait, enactingAgenda, enactingSheets, type ProposalRow, rosterAt } from '@daomesh/governance'
import { DaomeshError, type Decision, type DecisionId, encodeAfterWitness, type Hex, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { memberDaosOf } from '../../nested/memberDaos.ts'
import { requireProposal, superseded } from '../../queries/proposals/requireProposal.ts'
import { readPromiseOf } from '../../queries/readPromise.ts'
import { mayChange } from '../../queries/proposals/readWaits.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, type Intention, queuedBefore } from '../enqueue.ts'

export type EnactProposalsParameters = { readonly requestId: string; readonly space: SpaceId; readonly decisions: readonly DecisionId[] }

/** Decisions that must be enacted before, shown to the contract as their struct words, unless they are on the same agenda. */
const witnessesOf = (node: NodeContext, space: DaoSpace, ids: readonly DecisionId[], decisions: readonly Decision[]): readonly Hex[] =>
  [...new Set(decisions.map((decision) => decision.afterDecision as DecisionId))]
    .filter((id) => BigInt(id) !== 0n && !ids.includes(id))
    .map((id) => encodeAfterWitness(requireProposal(node, space, id).decision))

const subjectOf = (wait: DecisionWait): string =>
  wait.kind === 'executor' ? wait.executor : wait.kind === 'after' ? wait.decision : wait.decisions.join(' ')

/** What comes before stands before. @throws DaomeshError `ENACT_WAITS` naming the first that waits, and what for. */
const orderOf = (node: NodeContext, space: DaoSpace, asked: readonly DecisionId[]): readonly DecisionId[] => {
  const { order, missing } = enactingAgenda(space.registers(), space.chainState(), {
    ids: asked,
    sender: node.account.required(),
    isChanging: mayChange(space.record.dao),
    ...presentOf(node, space),
  })
  const [first] = missing
  const [wait] = first?.waits ?? []
  if (first !== undefined && wait !== undefined)
    throw new DaomeshError('ENACT_WAITS', { meta: { decision: first.decision, waits: wait.kind, for: subjectOf(wait) } })
  return order
}

/** Promised power is given once all of the bounty was paid. @throws DaomeshError `REWARD_EARLY`. */
const requirePaid = (node: NodeContext, space: DaoSpace, row: ProposalRow): void => {
  const promise = readPromiseOf(node, space, row)
  if (promise !== null && promise.paid !== 'whole')
    throw new DaomeshError('REWARD_EARLY', { meta: { decision: row.id, paid: promise.paid } })
}

/**
 * The transaction that carries these decisions out now, as whoever sends it signs it.
 * @throws DaomeshError as `enactProposals`.
 */
export const enactIntent = async (node: NodeContext, space: DaoSpace, asked: readonly DecisionId[]): Promise<Intention> => {
  const { id } = space
  await space.spentSlots.settle()
  const state = space.chainState()
  if (!state.founded) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'the DAO is not deployed yet' } })
  const named = asked.map((decision) => requireProposal(node, space, decision))
  const over = named.find(({ status }) => status === 'superseded')
  if (over !== undefined) throw superseded(over)
  for (const row of named) requirePaid(node, space, row)
  const order = orderOf(node, space, asked)
  const rows = order.flatMap((decision) => named.find((row) => row.id === decision) ?? [])
  const { decisions: ids, sheets } = enactingSheets(space.registers(), state, asked, memberDaosOf(node, space))
  const missing = asked.find((decision) => !ids.includes(decision))
  if (missing !== undefined) throw new DaomeshError('ENACT_NOT_DECISIVE', { meta: { decision: missing } })
  const decisions = rows.map(({ decision }) => decision)
  const call = encodeEnact({
    chainId: space.record.chain.chainId,
    dao: space.record.dao,
    roster: rosterAt(state, state.rosterEpoch)?.members ?? [],
    decisions,
    sheets,
    witnesses: witnessesOf(node, space, order, decisions),
  })
  return {
    call,
    context: { title: `Enact in ${space.record.genesis.name}`, lines: rows.map((row) => `${row.title} (${row.id.slice(0, 10)})`) },
    subject: { purpose: 'enact', space: id, decisions: [...asked], title: rows[0]?.title ?? '', ballots: String(sheets.length) },
    supersededBy: ['Dao_AlreadySpent'],
  }
}

/**
 * Queues one transaction with the signed ballots of these decisions. Anybody may send it, and the outcome is the same whoever does.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `PROPOSAL_SUPERSEDED`, `ENACT_NOT_DECISIVE`, `ENACT_WAITS`, `REWARD_EARLY`, `INPUT_INVALID` before the DAO is deployed.
 */
export const enactProposals = async (
  node: NodeContext,
  { requestId, space: id, decisions: asked }: EnactProposalsParameters,
): Promise<TransactionAnswer> => {
  const known = queuedBefore(node, requestId, { purpose: 'enact', space: id, decisions: [...asked] })
  if (known !== null) return known
  return enqueue(node, { requestId, ...(await enactIntent(node, node.spaces.dao(id), asked)) })
}
