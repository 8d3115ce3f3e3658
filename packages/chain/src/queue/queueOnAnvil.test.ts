import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DaomeshError, type Signer } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decisionOf, enactCall, found } from '../acceptance/fixtures.ts'
import { accountAt, type ChainHarness } from '../acceptance/harness.ts'
import { realClock } from '../acceptance/realClock.ts'
import { paymentCall } from '../calls/paymentCall.ts'
import { createChainClient } from '../client/createChainClient.ts'
import type { ChainCall, ChainClient } from '../client/ports.ts'
import { sandboxProfile } from '../client/profiles.ts'
import { createDevnetSigner } from '../devnet/createDevnetSigner.ts'
import { deployFactory } from '../actions/deployFactory.ts'
import { type Devnet, startDevnet } from '../devnet/startDevnet.ts'
import { createQueue } from './createQueue.ts'
import { createMemoryQueueStore } from './memoryQueueStore.ts'
import type { Intent, QueueStore } from './rows.ts'

describe('the queue on a real chain', () => {
  let folder: string
  let devnet: Devnet
  let client: ChainClient
  let harness: ChainHarness
  let signer: Signer
  const onFailure = (error: unknown): void => {
    throw error
  }
  const person = (i: number) => accountAt(harness, i).address
  const intent = (id: string, i: number, call: ChainCall): Intent => ({
    id,
    account: person(i),
    call: { ...call, value: call.value.toString() },
    context: { title: id, lines: [] },
    supersededBy: ['Dao_AlreadySpent'],
    subject: {},
  })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daomesh-queue-'))
    devnet = await startDevnet({ state: join(folder, 'chain.json') })
    const { factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account: devnet.accounts[0]! })
    const profile = { ...sandboxProfile(devnet.identity, factory), poll: 20, slowestPoll: 80 }
    const connect = () => createChainClient({ rpcUrl: devnet.rpcUrl, profile, clock: realClock })
    client = connect()
    signer = createDevnetSigner(devnet.accounts)
    const nothing = () => Promise.resolve()
    const lagging = () => Promise.resolve(client)
    harness = {
      profile,
      accounts: devnet.accounts,
      signer,
      clock: realClock,
      connect,
      mine: nothing,
      reorganise: nothing,
      lagging,
      close: nothing,
    }
  }, 120_000)
  afterAll(async () => {
    await devnet.stop()
    await rm(folder, { recursive: true })
  })

  it('A13 X3 two members anchor one decision: one pays, the other learns it and pays nothing', async () => {
    const founded = await found(harness, client, 1_000n)
    const payee = `0x${'d1'.repeat(20)}` as typeof founded.dao
    const decision = decisionOf(founded.founder, [paymentCall({ to: payee, amount: 30n })], (await client.head()).timestamp)
    const call = await enactCall(harness, founded, [decision])
    const open = () => createQueue({ store: createMemoryQueueStore(), client: harness.connect(), signer, clock: realClock, onFailure })
    const [first, second] = [open(), open()]
    first.enqueue(intent('a', 4, call))
    await first.nudge()
    await first.nudge()
    const before = await client.balance(person(5))
    second.enqueue(intent('b', 5, call))
    await second.nudge()
    expect(first.row('a')?.state).toBe('final')
    expect(second.row('b')).toMatchObject({ state: 'superseded', error: { code: 'TRANSACTION_SUPERSEDED' }, signed: [] })
    expect(await client.balance(person(5))).toBe(before)
    expect(await client.balance(payee)).toBe(30n)
  }, 120_000)

  it('A10 X3 killed right after sending: the restarted queue finds its own transaction', async () => {
    const payee = `0x${'d2'.repeat(20)}` as ReturnType<typeof person>
    const disk = createMemoryQueueStore()
    const dying: QueueStore = {
      load: disk.load,
      save: (row) => {
        if (row.state === 'sent') throw new DaomeshError('STORAGE_FAILED')
        disk.save(row)
      },
    }
    const first = createQueue({ store: dying, client, signer, clock: realClock, onFailure: () => {} })
    first.enqueue(intent('a', 6, { to: payee, value: 9n, data: '0x' }))
    await first.nudge()
    expect(await client.balance(payee)).toBe(9n)
    expect(disk.load()[0]).toMatchObject({ state: 'waiting', mined: null })
    const second = createQueue({ store: disk, client, signer, clock: realClock, onFailure })
    await second.nudge()
    await second.nudge()
    expect(second.row('a')).toMatchObject({ state: 'final', mined: { hash: disk.load()[0]?.signed[0]?.hash } })
    expect(await client.balance(payee)).toBe(9n)
  }, 120_000)

  it('A12 X4 the endpoint is gone and comes back: rows wait, then drain', async () => {
    const payee = `0x${'d4'.repeat(20)}` as ReturnType<typeof person>
    const queue = createQueue({ store: createMemoryQueueStore(), client, signer, clock: realClock, onFailure })
    const { port } = new URL(devnet.rpcUrl)
    await devnet.stop()
    queue.start()
    for (const id of ['a', 'b']) queue.enqueue(intent(id, 7, { to: payee, value: 2n, data: '0x' }))
    await expect.poll(() => queue.row('a')?.error?.code, { timeout: 20_000 }).toBe('CHAIN_UNREACHABLE')
    expect(queue.rows().map((row) => row.state)).toEqual(['waiting', 'waiting'])
    devnet = await startDevnet({ state: join(folder, 'chain.json'), port: Number(port) })
    await expect.poll(() => queue.rows().map((row) => row.state), { timeout: 20_000 }).toEqual(['final', 'final'])
    queue.stop()
    expect(await client.balance(payee)).toBe(4n)
  }, 120_000)
})
