import type { NodeClient } from '@daomesh/node/client'
import { lines, table, when } from './table.ts'

type TransactionRow = Awaited<ReturnType<NodeClient['chain']['transactions']>>[number]

/** The queue's own names; the first word is the same for all of them. */
const purposeText = ({ purpose }: TransactionRow): string => purpose.key.replace(/^transaction\./, '')

/** A row is in the queue before anybody is asked to sign it, so whoever wrote the command is told where that happens. */
const nextOf = ({ state }: TransactionRow): string | null =>
  state === 'waiting' || state === 'signing'
    ? 'your signature is asked for once it is its turn: daomesh signature list; where it stands: daomesh chain transactions'
    : null

/** A transaction as it stands now; nothing is called done that is not. */
export const transactionText = (row: TransactionRow): string => {
  const { id, state, hash, gas, error } = row
  const next = nextOf(row)
  return lines([
    ['transaction', id],
    ['purpose', purposeText(row)],
    ['state', state],
    ['hash', hash],
    ['gas', gas],
    ...(next === null ? [] : ([['next', next]] as const)),
    ...(error === null ? [] : ([['failed', `${error.what} [${error.code}] ${error.todo}`]] as const)),
  ])
}

export const transactionTable = (rows: readonly TransactionRow[]): string =>
  table(
    ['id', 'purpose', 'state', 'hash', 'at', 'error'],
    rows.map((row) => [row.id, purposeText(row), row.state, row.hash ?? '', when(row.at), row.error?.code ?? '']),
  )
