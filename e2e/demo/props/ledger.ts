import { address, type Address } from '@daomesh/protocol'
import { createPublicClient, http } from 'viem'
import type { Stage } from '../stage.ts'

/** What the chain itself says of money, block by block, read past all of our own code. Wei. */
export type Ledger = {
  readonly head: bigint
  readonly balanceAt: (account: Address, block?: bigint) => Promise<bigint>
  /** What an account spent in transactions of its own: fees and value, by all blocks. */
  readonly spentBy: (account: Address) => bigint
  /** Who sent a transaction to the escrow or a DAO in which block, first to last. */
  readonly transactions: readonly { readonly block: bigint; readonly from: Address; readonly hash: string }[]
}

export const readLedger = async ({ devnet }: Stage): Promise<Ledger> => {
  const chain = createPublicClient({ transport: http(devnet.rpcUrl) })
  const head = await chain.getBlockNumber()
  const numbers = Array.from({ length: Number(head) + 1 }, (_, n) => BigInt(n))
  const blocks = await Promise.all(numbers.map((blockNumber) => chain.getBlock({ blockNumber, includeTransactions: true })))
  const sent = blocks.flatMap(({ transactions }) => transactions)
  const receipts = await Promise.all(sent.map(({ hash }) => chain.getTransactionReceipt({ hash })))
  const spent = new Map<Address, bigint>()
  for (const [i, { from, value }] of sent.entries()) {
    const receipt = receipts[i]
    if (receipt === undefined) continue
    const fee = receipt.gasUsed * receipt.effectiveGasPrice
    const account = address.parse(from.toLowerCase())
    spent.set(account, (spent.get(account) ?? 0n) + fee + (receipt.status === 'success' ? value : 0n))
  }
  return {
    head,
    balanceAt: (account, block = head) => chain.getBalance({ address: account, blockNumber: block }),
    spentBy: (account) => spent.get(account) ?? 0n,
    transactions: sent.map(({ blockNumber, from, hash }) => ({ block: blockNumber, from: address.parse(from.toLowerCase()), hash })),
  }
}
