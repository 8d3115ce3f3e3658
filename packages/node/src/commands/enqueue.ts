import type { ChainCall, Intent } from '@daomesh/chain'
import type { SigningContext } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { readTransaction, type TransactionAnswer } from '../transactions/readTransaction.ts'

type Parameters = {
  readonly requestId: string
  readonly call: ChainCall
  readonly context: SigningContext
  readonly subject: Intent['subject']
  readonly supersededBy?: readonly string[]
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
