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

/** Puts an intent into the transaction queue under the request's own id, so that a retry answers the same row. */
export const enqueue = (node: NodeContext, { requestId, call, context, subject, supersededBy = [] }: Parameters): TransactionAnswer =>
  readTransaction(
    node.queue.enqueue({
      id: requestId,
      account: node.account.required(),
      call: { to: call.to, value: call.value.toString(), data: call.data },
      context,
      supersededBy,
      subject,
    }),
  )
