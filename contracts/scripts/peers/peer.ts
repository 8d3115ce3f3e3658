import { type Abi, encodeFunctionData } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Clients } from '../daoOnAnvil.ts'

type Hex = `0x${string}`
/** What a group decides to do. */
export type Step = { readonly to: Hex; readonly value: bigint; readonly data: Hex }
/** The gas of every transaction of a job, and how many they were. */
export type Cost = { readonly gas: bigint; readonly transactions: number }

/** Another way for twelve people to decide. */
export type Peer = {
  /** Where its money lies. */
  readonly treasury: Hex
  /** Proposes, lets the first `voters` members vote, and carries it out. */
  readonly decide: (steps: readonly Step[], voters: number) => Promise<Cost>
}

/** Sends as a member, and counts. A failed transaction is an error, never a figure. */
export const createMeter = (clients: Clients) => {
  let cost: Cost = { gas: 0n, transactions: 0 }
  return {
    send: async (account: PrivateKeyAccount, to: Hex, data: Hex): Promise<void> => {
      // Not estimated: a peer that swallows what its calls do would be given too little for them.
      const hash = await clients.sender.sendTransaction({ account, to, data, gas: 5_000_000n })
      const receipt = await clients.reader.waitForTransactionReceipt({ hash })
      if (receipt.status !== 'success') throw new Error(`transaction ${hash} to ${to} reverted`)
      cost = { gas: cost.gas + receipt.gasUsed, transactions: cost.transactions + 1 }
    },
    cost: (): Cost => cost,
  }
}

/** Members pay for their own votes in both peers. */
export const endow = async (clients: Clients, members: readonly PrivateKeyAccount[]): Promise<void> => {
  for (const { address } of members) await clients.tester.setBalance({ address, value: 10n ** 20n })
}

/** Calldata by name, for interfaces that come as JSON. */
export const encode = (abi: Abi, functionName: string, args: readonly unknown[]): Hex => encodeFunctionData({ abi, functionName, args })
