import { type Clock, DaomeshError, type ErrorMeta, type Signer, toDaomeshError } from '@daomesh/protocol'
import type { ChainClient, ChainHead } from '../client/ports.ts'
import type { QueueRow } from './rows.ts'

/** What the steps of the queue work with. `save` is durable when it returns and answers the row as saved. */
export type QueueContext = {
  readonly client: ChainClient
  readonly signer: Signer
  readonly clock: Clock
  readonly save: (row: QueueRow, change: Partial<QueueRow>) => QueueRow
  /** Since when, in milliseconds, none of the bytes of a row has a receipt though their number is used for good. Forgotten at the end of the process. */
  readonly missedSince: Map<string, number>
  /** Whether somebody takes the row back just now: nobody is asked to sign it then. */
  readonly isDropped: (id: string) => boolean
}

/** How a step ended: `moved` (look again soon), `rest` (nothing to do before the chain moves), `later` (it failed for now). */
export type StepResult = 'moved' | 'rest' | 'later'

/** Whether this revert says that somebody else did it already. */
export const isSuperseding = (row: QueueRow, reason: string): boolean => row.supersededBy.includes(reason)

/** Done by somebody else, or refused by the chain for good. `seen`: the newest block, where the chain says so before anything is sent. */
export const settleRevert = (
  context: QueueContext,
  row: QueueRow,
  reason: string,
  meta: ErrorMeta,
  seen: ChainHead | null = null,
): StepResult => {
  const isSuperseded = isSuperseding(row, reason)
  const isLoose = isSuperseded && seen !== null && seen.number > seen.finalized.number
  const code = isSuperseded ? 'TRANSACTION_SUPERSEDED' : 'TRANSACTION_REVERTED'
  context.save(row, {
    state: isSuperseded ? 'superseded' : 'failed',
    error: new DaomeshError(code, { meta: { ...meta, error: reason } }).toJSON(),
    ...(isLoose && { supersededAt: { number: seen.number.toString(), hash: seen.hash } }),
  })
  return 'moved'
}

/** Keeps the row where it is and says why it waits. */
export const wait = (context: QueueContext, row: QueueRow, cause: unknown): StepResult => {
  const error = toDaomeshError(cause)
  // A day without a chain is one write, not thousands.
  if (row.error?.code !== error.code) context.save(row, { error: error.toJSON() })
  return 'later'
}
