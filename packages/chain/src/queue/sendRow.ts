import { DaomeshError } from '@daomesh/protocol'
import { type QueueContext, type StepResult, wait } from './context.ts'
import type { QueueRow } from './rows.ts'
import { signRow } from './signRow.ts'

/**
 * Sends the newest signed bytes, and the very same again after a crash or a reorganisation (SPEC A10). A used nonce proves nothing yet: `trackRow`
 * finds out which transaction used it.
 */
export const sendRow = async (context: QueueContext, row: QueueRow): Promise<StepResult> => {
  const newest = row.signed.at(-1)
  if (newest === undefined) return signRow(context, row)
  const { outcome, detail } = await context.client.sendRaw(newest.raw)
  switch (outcome) {
    case 'accepted':
    case 'known':
    case 'nonceUsed':
      if (row.state !== 'sent' || row.error !== null) context.save(row, { state: 'sent', error: null })
      return 'rest'
    case 'underpriced':
      return signRow(context, row)
    case 'refused': {
      const code = /insufficient funds/i.test(detail) ? 'TRANSACTION_FUNDS' : 'CHAIN_UNREACHABLE'
      return wait(context, row, new DaomeshError(code, { meta: { detail } }))
    }
  }
}
