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
  /**
   * Whether bytes of another row of the same account, not settled yet, have this number or a later one. After a reorganisation, or by an endpoint that lags,
   * the chain offers a number again that those bytes may still use.
   */
  readonly isSpokenFor: (row: QueueRow, nonce: number) => boolean
  /** Whether somebody takes the row back just now: nobody is asked to sign it then. */
  readonly isDropped: (id: string) => boolean
}

/** How a step ended: `moved` (look again soon), `rest` (nothing to do before the chain moves), `later` (it failed for now). */
export type StepResult = 'moved' | 'rest' | 'later'

/** A named error with its arguments as text; none where they are not known. */
export type Reason = { readonly error: string; readonly args: readonly string[] }

/** Whether this revert says that somebody else did it already. */
export const isSuperseding = ({ supersededBy }: Pick<QueueRow, 'supersededBy'>, { error, args }: Reason): boolean =>
  supersededBy.some((named) => {
    const [name, wanted] = named.replace(/\)$/, '').split('(')
    return name === error && (wanted === undefined || wanted.split(',').every((one, i) => one === '*' || one === args[i]))
  })

/** Done by somebody else, or refused by the chain for good. `seen`: the newest block, where the chain says so before anything is sent. */
export const settleRevert = (
  context: QueueContext,
  row: QueueRow,
  reason: Reason,
  meta: ErrorMeta,
  seen: ChainHead | null = null,
): StepResult => {
  const isSuperseded = isSuperseding(row, reason)
  const isLoose = isSuperseded && seen !== null && seen.number > seen.finalized.number
  const code = isSuperseded ? 'TRANSACTION_SUPERSEDED' : 'TRANSACTION_REVERTED'
  context.save(row, {
    state: isSuperseded ? 'superseded' : 'failed',
    error: new DaomeshError(code, { meta: { ...meta, error: reason.error } }).toJSON(),
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
