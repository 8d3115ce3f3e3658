import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { formatEther } from '../print/formatEther.ts'
import { lines } from '../print/table.ts'
import { transactionTable, transactionText } from '../print/transaction.ts'
import { nodeVerb, signingVerb, actingVerb } from '../verb.ts'

export const addChain = (program: Command): void => {
  const chain = program.command('chain').description('the chain and the transactions to it')
  nodeVerb(
    chain.command('status').description('which chain, and whether it answers'),
    async (node) => (await node.node.status()).chain,
    (row) =>
      lines([
        ['name', row.name],
        ['coin', row.coin],
        ['state', row.state],
        ['endpoint', row.rpcUrl],
        ['chain id', row.chainId],
        ['first block', row.genesisHash],
        ['factory', row.factory],
        ['block', row.block],
        ['sandbox', row.sandbox],
      ]),
  )
  nodeVerb(
    chain.command('choose').description('reach the chain through another endpoint, now and at later starts').argument('<url>'),
    (node, call) => node.chain.chooseEndpoint({ rpcUrl: call.argument(0) }),
    ({ from }) =>
      from === 'now'
        ? 'The node uses it now, and at every later start. What the one before told as final still stands: see “daomesh chain reread”.'
        : 'It is another chain: the node uses it from its next start on.',
  )
  nodeVerb(
    chain.command('reread').description('read the history of every DAO anew, as the endpoint tells it, for the next start'),
    (node) => node.chain.rereadHistory(),
    ({ differing }) =>
      differing === 0
        ? 'The endpoint tells the history that is here. What else was made of the chain is made anew at the next start.'
        : `The endpoint tells another history of ${differing} DAO${differing === 1 ? '' : 's'}: from the next start on it counts here.`,
  )
  nodeVerb(
    chain.command('balance').description('what an account holds').argument('[address]', 'your own by default'),
    async (node, call) => {
      const own = async (): Promise<string> => {
        const { account } = await node.node.status()
        if (account === null) throw new DaomeshError('IDENTITY_MISSING')
        return account
      }
      const [given] = call.positional()
      const address = parseAddress(given ?? (await own()), 'address')
      return { address, ...(await node.chain.balance({ address })) }
    },
    ({ wei }) => formatEther(wei),
  )
  nodeVerb(chain.command('transactions').description('the queue, newest first'), (node) => node.chain.transactions(), transactionTable)
  signingVerb(
    chain.command('retry').description('send a failed transaction again').argument('<transaction>'),
    (node, call) => node.chain.retry({ requestId: call.requestId, transaction: call.argument(0) }),
    transactionText,
  )
  signingVerb(
    chain.command('accelerate').description('sign a sent transaction again with a higher fee').argument('<transaction>'),
    (node, call) => node.chain.accelerate({ requestId: call.requestId, transaction: call.argument(0) }),
    transactionText,
  )
  actingVerb(
    chain.command('drop').description('take back a transaction of which nothing is signed yet').argument('<transaction>'),
    (node, call) => node.chain.drop({ requestId: call.requestId, transaction: call.argument(0) }),
    transactionText,
  )
  actingVerb(
    chain.command('faucet').description('some ether of a sandbox chain'),
    (node, call) => node.chain.faucet({ requestId: call.requestId }),
    ({ wei }) => formatEther(wei),
  )
}
