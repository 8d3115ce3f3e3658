import { DaomeshError } from '@daomesh/protocol'
import { type QueueContext, type StepResult, wait } from './context.ts'
import type { QueueRow } from './rows.ts'
import { signRow } from './signRow.ts'

/** So many bytes of a row are signed before a person asks for more: fees may have risen meanwhile, and one raise meets that. */
const mostUnasked = 2

/** Something of this account holds the number for more than we offer. What is signed goes on being offered; whether to outbid it a person decides. */
const waitForRival = (context: QueueContext, row: QueueRow, nonce: number, detail: string): StepResult => {
  const rival = new DaomeshError('TRANSACTION_RIVAL', { meta: { nonce, detail } })
  if (row.state !== 'sent' || row.error?.code !== rival.code) context.save(row, { state: 'sent', error: rival.toJSON() })
  return 'later'
}

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
      return row.signed.length < mostUnasked ? signRow(context, row) : waitForRival(context, row, newest.nonce, detail)
    case 'refused': {
      const code = /insufficient funds/i.test(detail) ? 'TRANSACTION_FUNDS' : 'CHAIN_UNREACHABLE'
      return wait(context, row, new DaomeshError(code, { meta: { detail } }))
    }
  }
}
