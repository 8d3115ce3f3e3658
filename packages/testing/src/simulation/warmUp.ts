import { createDevnetSigner, devnetAccounts } from '@daomesh/chain/devnet'
import { recoverTransactionAddress, type TransactionSerialized } from 'viem'

/**
 * Some libraries import parts of themselves on first use, which takes turns of the platform's loop that no virtual clock sees. Doing it once before
 * the first seed makes the first run equal to the second.
 */
export const warmUp = async (): Promise<void> => {
  const [account] = devnetAccounts(1)
  if (account === undefined) throw new RangeError('one account was asked for')
  const transaction = {
    chainId: 1,
    nonce: 0,
    to: account.address,
    value: 0n,
    data: '0x',
    gas: 21_000n,
    maxFeePerGas: 1n,
    maxPriorityFeePerGas: 1n,
  } as const
  const raw = await createDevnetSigner([account]).sign(account.address, {
    type: 'transaction',
    transaction,
    context: { title: '', lines: [] },
  })
  await recoverTransactionAddress({ serializedTransaction: raw as TransactionSerialized })
}
