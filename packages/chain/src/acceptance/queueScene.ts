import type { Address, Signer, SigningRequest } from '@daomesh/protocol'
import { devnetAccounts } from '../devnet/accounts.ts'
import { createDevnetSigner } from '../devnet/createDevnetSigner.ts'
import type { RecordRules } from '../memory/callRecords.ts'
import { createMemoryClient, type MemoryClient } from '../memory/createMemoryClient.ts'
import { createMemoryChain } from '../memory/memoryChain.ts'
import { majority, memoryFactory } from '../memory/memoryHarness.ts'
import { createQueue, type Queue } from '../queue/createQueue.ts'
import { createMemoryQueueStore } from '../queue/memoryQueueStore.ts'
import type { Intent, QueueStore } from '../queue/rows.ts'
import { accountAt, type ChainHarness } from './harness.ts'
import { createVirtualClock } from './virtualClock.ts'

const accounts = devnetAccounts(8)
const addressAt = (i: number): Address => accountAt({ accounts }, i).address
export const alice = addressAt(0)
export const bob = addressAt(1)
export const payee = addressAt(7)
export const ether = 10n ** 18n

export const payment = (id: string, account: Address = alice, value = 5n): Intent => ({
  id,
  account,
  call: { to: payee, value: value.toString(), data: '0x' },
  context: { title: 'Pay', lines: [] },
  supersededBy: [],
  subject: { purpose: 'test' },
})

/** A memory chain that mines when told, everybody but the payee funded, and what a queue needs; `asked` holds what was to be signed. */
export const createQueueScene = (recordRules?: RecordRules) => {
  const clock = createVirtualClock()
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: 'queue',
    clock,
    factory: memoryFactory,
    finality: { confirmations: 2 },
    count: majority,
    ...(recordRules && { recordRules }),
    autoMine: false,
  })
  for (const account of accounts) if (account.address !== payee) chain.fund(account.address, 100n * ether)
  chain.mine()
  const client = createMemoryClient({ chain, clock })
  const store = createMemoryQueueStore()
  const asked: SigningRequest[] = []
  const failures: unknown[] = []
  const onFailure = (error: unknown): void => void failures.push(error)
  const plain = createDevnetSigner(accounts)
  const signer: Signer = {
    accounts: plain.accounts,
    sign: (account, request) => {
      asked.push(request)
      return plain.sign(account, request)
    },
  }
  const reader = (): MemoryClient => createMemoryClient({ chain, clock })
  const harness = (): ChainHarness => ({
    profile: chain.profile,
    accounts,
    signer: plain,
    clock,
    connect: reader,
    close: () => Promise.resolve(),
    mine: (blocks) => Promise.resolve(chain.mine(blocks)),
    reorganise: () => Promise.resolve(),
    lagging: () => Promise.resolve(reader()),
  })
  return {
    clock,
    chain,
    client,
    store,
    asked,
    failures,
    onFailure,
    plain,
    signer,
    reader,
    harness,
    open: (own: MemoryClient = client, saved: QueueStore = store): Queue =>
      createQueue({ store: saved, client: own, signer, clock, onFailure }),
    received: (): Promise<bigint> => client.balance(payee),
  }
}

export type QueueScene = ReturnType<typeof createQueueScene>
