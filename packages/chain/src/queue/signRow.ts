import { toDaomeshError, type UnsignedTransaction } from '@daomesh/protocol'
import { parseTransaction, type TransactionSerialized } from 'viem'
import { argsOf } from '../errors/toChainError.ts'
import { checkSigned } from './checkSigned.ts'
import { type QueueContext, settleRevert, type StepResult, wait } from './context.ts'
import type { QueueRow, SignedBytes } from './rows.ts'

/** Pools take a replacement only when its fee and its tip are each a tenth more. */
const raise = (fee: bigint): bigint => (fee * 9n) / 8n + 1n
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** What bytes pay beside the base fee at most, by themselves: a person may have chosen another fee than was asked. */
const tipOf = ({ raw }: SignedBytes): bigint => {
  const { maxPriorityFeePerGas, gasPrice } = parseTransaction(raw as TransactionSerialized)
  return maxPriorityFeePerGas ?? gasPrice ?? 0n
}

/**
 * Prepares the row's transaction, or settles the row when it can no longer be done: nobody signs or pays for what is done already (X3). Bytes that were
 * signed earlier may be what did it, so with them only their receipt settles the row.
 */
export const preCheck = async (
  context: QueueContext,
  row: QueueRow,
  nonce?: number,
): Promise<{ readonly transaction: UnsignedTransaction } | { readonly ended: StepResult }> => {
  const { to, value, data } = row.call
  try {
    const request = { from: row.account, to, value: BigInt(value), data, ...(nonce !== undefined && { nonce }) }
    return { transaction: await context.client.prepare(request) }
  } catch (cause) {
    const error = toDaomeshError(cause)
    if (error.code === 'TRANSACTION_REVERTED' && row.signed.length > 0) return { ended: 'rest' }
    if (error.code === 'TRANSACTION_REVERTED')
      return {
        ended: settleRevert(context, row, { error: String(error.meta['error']), args: argsOf(error) }, {}, await context.client.head()),
      }
    return { ended: wait(context, row, error) }
  }
}

const withFees = (transaction: UnsignedTransaction, last: SignedBytes | undefined): UnsignedTransaction => {
  if (last === undefined) return transaction
  const tip = larger(transaction.maxPriorityFeePerGas, raise(tipOf(last)))
  const maxFeePerGas = larger(larger(transaction.maxFeePerGas, raise(BigInt(last.maxFeePerGas))), tip)
  return { ...transaction, maxFeePerGas, maxPriorityFeePerGas: tip }
}

/**
 * Checks, asks the signer, checks again and keeps the bytes, durably, before anything is sent (SPEC A9). With bytes signed earlier, the new ones take
 * their nonce and pay more: at most one of them is ever mined.
 */
export const signRow = async (context: QueueContext, row: QueueRow): Promise<StepResult> => {
  const earlier = row.signed.at(-1)
  const before = await preCheck(context, row, earlier?.nonce)
  if ('ended' in before) return before.ended
  if (context.isDropped(row.id)) return 'rest'
  // What has this number is looked at first: else it would be outbid, and its person asked to sign it again (SPEC A99).
  if (earlier === undefined && context.isSpokenFor(row, before.transaction.nonce)) return 'rest'
  const transaction = withFees(before.transaction, earlier)
  const asking = context.save(row, { state: 'signing', error: null })
  let bytes: SignedBytes
  try {
    const raw = await context.signer.sign(row.account, { type: 'transaction', transaction, context: row.context })
    bytes = await checkSigned(raw, row.account, transaction)
  } catch (cause) {
    const error = toDaomeshError(cause)
    const isFinal = (error.code === 'SIGNING_REFUSED' || error.code === 'SIGNING_MISMATCH') && earlier === undefined
    context.save(asking, { state: isFinal ? 'failed' : earlier ? 'sent' : 'waiting', error: error.toJSON() })
    return isFinal ? 'moved' : 'later'
  }
  // A person may take hours to sign: by now somebody may have done it, or the nonce may be used up.
  const after = await preCheck(context, asking, transaction.nonce)
  if ('ended' in after) return keepWaiting(context, asking, after.ended)
  const { latest } = await context.client.nonces(row.account)
  if (latest > transaction.nonce) {
    context.save(asking, { state: earlier ? 'sent' : 'waiting', error: null })
    // With growing pauses: an endpoint that says so each time would have a person sign for nothing without end.
    return 'later'
  }
  context.save(asking, { state: earlier ? 'sent' : 'waiting', signed: [...row.signed, bytes], error: null })
  return 'moved'
}

/** The second check may only have failed to reach the chain, or another of our bytes was mined: the unsent signature is dropped, and the row waits again. */
const keepWaiting = (context: QueueContext, row: QueueRow, ended: StepResult): StepResult => {
  if (ended !== 'moved') context.save(row, { state: row.signed.length > 0 ? 'sent' : 'waiting' })
  return ended
}
