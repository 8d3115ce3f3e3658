import type { QueueRow } from '@daomesh/chain'
import { bytes32, decisionId, spaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { transactionRow } from '../contract/shapes.ts'

export type TransactionAnswer = z.input<typeof transactionRow>

const text = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : '')

/** A row of the queue as screens show it. The purpose is an i18n key with the names it needs. */
export const readTransaction = (row: QueueRow): TransactionAnswer => {
  const { purpose, space, decisions, ...names } = row.subject
  const hash = row.mined?.hash ?? row.signed.at(-1)?.hash ?? null
  const params = Object.fromEntries(Object.entries(names).map(([key, value]) => [key, text(value)]))
  return {
    id: row.id,
    purpose: { key: `transaction.${text(purpose)}`, params },
    state: row.state,
    hash: hash === null ? null : bytes32.parse(hash),
    gas: row.mined?.gasUsed ?? null,
    error: row.error === null ? null : { ...row.error, meta: { ...row.error.meta } },
    decisions: Array.isArray(decisions) ? decisions.map((id) => decisionId.parse(id)) : [],
    space: text(space) === '' ? null : spaceId.parse(text(space)),
    at: row.createdAt,
  }
}

export const listTransactions = (node: NodeContext): TransactionAnswer[] => node.queue.rows().map(readTransaction).reverse()
