import type { ChainCall, Intent } from '@daomesh/chain'
import { DaomeshError, type SigningContext } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { readTransaction, type TransactionAnswer } from '../transactions/readTransaction.ts'

/** A transaction before it is queued. */
export type Intention = {
  readonly call: ChainCall
  readonly context: SigningContext
  readonly subject: Intent['subject']
  readonly supersededBy?: readonly string[]
}
type Parameters = Intention & { readonly requestId: string }

/**
 * The row this request queued before, or null. A retry answers it as it is: by now the ballots, the balance or the members may be others, and the
 * same call could not be made again. @throws DaomeshError `REQUEST_CONFLICT` when the id meant something else.
 */
export const queuedBefore = (node: NodeContext, requestId: string, asked: Intent['subject']): TransactionAnswer | null => {
  const row = node.queue.row(requestId)
  if (row === undefined) return null
  if (Object.entries(asked).some(([key, value]) => JSON.stringify(row.subject[key]) !== JSON.stringify(value)))
    throw new DaomeshError('REQUEST_CONFLICT', { meta: { requestId } })
  return readTransaction(row)
}

/**
 * Puts an intent into the transaction queue under the request's own id, as the last thing that a command does. What the command answers is on disk in the
 * same write: a retry whose answer a crash swallowed is answered by it, whatever the chain did meanwhile.
 * @param answer what the command makes of the row; the row itself unless it is more.
 */
export const enqueue = (
  node: NodeContext,
  { requestId, call, context, subject, supersededBy = [] }: Parameters,
  answer: (transaction: TransactionAnswer) => unknown = (transaction) => transaction,
): TransactionAnswer => {
  const intent = { id: requestId, account: node.account.required(), context, supersededBy, subject }
  return readTransaction(
    node.queue.enqueue({ ...intent, call: { to: call.to, value: call.value.toString(), data: call.data } }, (row) => {
      const kept = node.requests.keeping(requestId, answer(readTransaction(row)))
      return kept === null ? [] : [kept]
    }),
  )
}
