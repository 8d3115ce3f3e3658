import type { NodeClient } from '@daomesh/node/client'
import { lines, table, when } from './table.ts'

type TransactionRow = Awaited<ReturnType<NodeClient['chain']['transactions']>>[number]

/** A transaction as it stands now; nothing is called done that is not. */
export const transactionText = ({ id, purpose, state, hash, gas, error }: TransactionRow): string =>
  lines([
    ['transaction', id],
    ['purpose', purpose.key],
    ['state', state],
    ['hash', hash],
    ['gas', gas],
    ...(error === null ? [] : ([['failed', `${error.what} [${error.code}] ${error.todo}`]] as const)),
  ])

export const transactionTable = (rows: readonly TransactionRow[]): string =>
  table(
    ['id', 'purpose', 'state', 'hash', 'at', 'error'],
    rows.map(({ id, purpose, state, hash, at, error }) => [id, purpose.key, state, hash ?? '', when(at), error?.code ?? '']),
  )
