import { type Address, DaomeshError, fromHex, type Hex, keccak256, to0x, type UnsignedTransaction } from '@daomesh/protocol'
import { parseTransaction, recoverTransactionAddress, type TransactionSerialized } from 'viem'
import type { SignedBytes } from './rows.ts'

/**
 * Holds what a signer gave back against what it was asked to sign: another account or another content would act for somebody else, or twice.
 * @throws DaomeshError `SIGNING_MISMATCH`.
 */
export const checkSigned = async (raw: Hex, account: Address, asked: UnsignedTransaction): Promise<SignedBytes> => {
  const serializedTransaction = raw as TransactionSerialized
  const refuse = (field: string, cause?: unknown): never => {
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { field, account }, cause })
  }
  const read = async () => {
    try {
      return { signer: await recoverTransactionAddress({ serializedTransaction }), got: parseTransaction(serializedTransaction) }
    } catch (cause) {
      return refuse('bytes', cause)
    }
  }
  const { signer, got } = await read()
  if (signer.toLowerCase() !== account) refuse('account')
  if (got.chainId !== asked.chainId) refuse('chainId')
  if ((got.nonce ?? 0) !== asked.nonce) refuse('nonce')
  if ((got.to?.toLowerCase() ?? null) !== asked.to) refuse('to')
  if ((got.value ?? 0n) !== asked.value) refuse('value')
  if ((got.data ?? '0x') !== asked.data) refuse('data')
  // A person may have chosen other fees in an external signer; the bytes say which.
  const maxFeePerGas = (got.maxFeePerGas ?? got.gasPrice ?? 0n).toString()
  return { nonce: asked.nonce, raw, hash: to0x(keccak256(fromHex(raw))), maxFeePerGas }
}
