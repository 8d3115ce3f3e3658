import type { TransactionReceipt } from '../client/ports.ts'
import { type QueueContext, type Reason, settleRevert, type StepResult } from './context.ts'
import type { QueueRow } from './rows.ts'
import { sendRow } from './sendRow.ts'

const findReceipt = async (context: QueueContext, row: QueueRow): Promise<TransactionReceipt | null> => {
  for (const { hash } of row.signed) {
    const receipt = await context.client.receipt(hash)
    if (receipt !== null) return receipt
  }
  return null
}

/** Where nobody can say any more why it failed: what the same call would be told now. A decision that somebody else carried out stays carried out. */
const reasonNow = async (context: QueueContext, { account, call }: QueueRow): Promise<Reason> => {
  const [outcome] = await context.client.simulate({ from: account, calls: [{ ...call, value: BigInt(call.value) }] })
  return outcome?.ok === false ? outcome : { error: 'unknown', args: [] }
}

const keepReceipt = async (context: QueueContext, row: QueueRow, receipt: TransactionReceipt): Promise<StepResult> => {
  const mined = {
    hash: receipt.hash,
    block: receipt.block.number.toString(),
    gasUsed: receipt.gasUsed.toString(),
    fee: receipt.fee.toString(),
  }
  if (receipt.ok) {
    const state = receipt.final ? 'final' : 'anchored'
    if (row.state !== state || row.mined?.block !== mined.block) context.save(row, { state, mined, error: null })
    return receipt.final ? 'moved' : 'rest'
  }
  // A reorganisation may still give it another end: until then it is no more than sent, also where it was done in a block that is gone.
  if (!receipt.final) {
    if (row.state === 'anchored') context.save(row, { state: 'sent', mined: null })
    return 'rest'
  }
  const reason = receipt.error === null ? await reasonNow(context, row) : { error: receipt.error, args: receipt.args }
  return settleRevert(context, context.save(row, { mined }), reason, { fee: mined.fee })
}

/**
 * Looks what became of a sent transaction (SPEC A10, A11). Not mined: the same bytes are sent again, whether they were dropped by a pool, by a
 * reorganisation, or never left before a crash. Only when the finalized nonce is past ours and none of our bytes is mined, look after look, is it proven that
 * another transaction took the place; then the row begins anew, with the check whether it is still to be done.
 */
export const trackRow = async (context: QueueContext, row: QueueRow): Promise<StepResult> => {
  const nonce = row.signed.at(-1)?.nonce
  if (nonce === undefined) return 'rest'
  const { latest, finalized } = await context.client.nonces(row.account)
  const receipt = await findReceipt(context, row)
  if (finalized <= nonce || receipt !== null) context.missedSince.delete(row.id)
  if (receipt !== null) return keepReceipt(context, row, receipt)
  if (finalized > nonce) {
    // Of several endpoints behind one address one may not know the receipt yet (SPEC A94): what was paid would be paid again.
    const since = context.missedSince.get(row.id) ?? context.clock.now()
    context.missedSince.set(row.id, since)
    if (context.clock.now() - since < context.client.profile.slowestPoll) return 'rest'
    context.missedSince.delete(row.id)
    context.save(row, { state: 'waiting', signed: [], mined: null, error: null })
    return 'moved'
  }
  const loose = row.state === 'anchored' ? context.save(row, { state: 'sent', mined: null }) : row
  return latest > nonce ? 'rest' : sendRow(context, loose)
}
