import { askFaucet } from '../commands/chain/askFaucet.ts'
import { chooseEndpoint } from '../commands/chain/chooseEndpoint.ts'
import { rereadHistory } from '../commands/chain/rereadHistory.ts'
import type { NodeContext } from '../context.ts'
import { listTransactions, readTransaction } from '../transactions/readTransaction.ts'
import type { Implementer, Once } from './implementer.ts'

/** The chain and the transactions that are on their way, one line per procedure. */
export const chainRoutes = (node: NodeContext, { chain }: Implementer, once: Once) => ({
  balance: chain.balance.handler(async ({ input }) => ({ wei: (await node.adapters.chain.client.balance(input.address)).toString() })),
  transactions: chain.transactions.handler(() => listTransactions(node)),
  retry: chain.retry.handler(({ input }) => once('chain.retry', input, () => readTransaction(node.queue.retry(input.transaction)))),
  accelerate: chain.accelerate.handler(({ input }) =>
    once('chain.accelerate', input, async () => readTransaction(await node.queue.accelerate(input.transaction))),
  ),
  drop: chain.drop.handler(({ input }) => once('chain.drop', input, async () => readTransaction(await node.queue.drop(input.transaction)))),
  chooseEndpoint: chain.chooseEndpoint.handler(({ input }) => chooseEndpoint(node, input.rpcUrl)),
  rereadHistory: chain.rereadHistory.handler(() => rereadHistory(node)),
  faucet: chain.faucet.handler(({ input }) => once('chain.faucet', input, () => askFaucet(node))),
})
