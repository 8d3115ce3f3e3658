import { type Address, DaomeshError, type Signer, type SigningRequest } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import { alice, bob, createQueueScene, payment } from '../acceptance/queueScene.ts'
import { createMemoryClient } from '../memory/createMemoryClient.ts'
import { createMemoryChain } from '../memory/memoryChain.ts'
import { majority, memoryFactory } from '../memory/memoryHarness.ts'
import { createQueue } from './createQueue.ts'
import { createMemoryQueueStore } from './memoryQueueStore.ts'
import type { QueueStore } from './rows.ts'

it('A9 goes from waiting to final, saving each step before the next', async () => {
  const { chain, client, store, open, received } = createQueueScene()
  const steps: string[] = []
  const watched: QueueStore = {
    load: () => store.load(),
    save: (row) => {
      steps.push(`${row.state}${row.signed.length > 0 ? '+bytes' : ''}/pool ${chain.pool().length}`)
      store.save(row)
    },
  }
  const queue = open(client, watched)
  queue.enqueue(payment('a'))
  await queue.nudge()
  chain.mine()
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'anchored', error: null })
  chain.mine(2)
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('final')
  // The intent before anybody signs, the bytes before anything is sent.
  expect(steps).toEqual([
    'waiting/pool 0',
    'signing/pool 0',
    'waiting+bytes/pool 0',
    'sent+bytes/pool 1',
    'anchored+bytes/pool 0',
    'final+bytes/pool 0',
  ])
  expect(await received()).toBe(5n)
})

it('A9 the same id never acts twice, and never means two things', async () => {
  const { chain, open, received } = createQueueScene()
  const queue = open()
  queue.enqueue(payment('a'))
  queue.enqueue(payment('a'))
  expect(() => queue.enqueue(payment('a', alice, 6n))).toThrow(expect.objectContaining({ code: 'REQUEST_CONFLICT' }) as Error)
  await queue.nudge()
  chain.mine(3)
  await queue.nudge()
  expect(await received()).toBe(5n)
})

it('A10 X3 after a crash at any save, a restart pays exactly once and with the first bytes', async () => {
  const { chain, client, failures, open, received } = createQueueScene()
  for (let crashAt = 1; crashAt <= 6; crashAt++) {
    const before = await received()
    const disk = createMemoryQueueStore()
    let saves = 0
    const crashing: QueueStore = {
      load: disk.load,
      save: (row) => {
        if (saves >= crashAt) throw new DaomeshError('STORAGE_FAILED')
        saves += 1
        disk.save(row)
      },
    }
    const first = open(client, crashing)
    first.enqueue(payment(`crash ${crashAt}`))
    for (let i = 0; i < 3; i++) {
      await first.nudge()
      chain.mine()
    }
    const kept = disk.load()[0]!
    const second = open(client, disk)
    for (let i = 0; i < 4; i++) {
      await second.nudge()
      chain.mine()
    }
    await second.nudge()
    const row = second.row(kept.id)!
    expect(row.state, `crash at save ${crashAt}`).toBe('final')
    if (kept.signed.length > 0) expect(row.signed).toEqual(kept.signed)
    expect((await received()) - before, `crash at save ${crashAt}`).toBe(5n)
  }
  expect(failures).toContainEqual(expect.objectContaining({ code: 'STORAGE_FAILED' }))
})

it('A10 X3 the answer to a send is lost: the same bytes, one payment', async () => {
  const { chain, client, asked, open, received } = createQueueScene()
  const queue = open()
  client.loseNextAnswer()
  queue.enqueue(payment('a'))
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'waiting', error: { code: 'CHAIN_UNREACHABLE' } })
  const bytes = queue.row('a')!.signed
  await queue.nudge()
  chain.mine(3)
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'final', signed: bytes })
  expect(asked).toHaveLength(1)
  expect(await received()).toBe(5n)
})

it('A10 X1 a reorganisation takes it back: sent again with the same bytes, then final', async () => {
  const { chain, open, received } = createQueueScene()
  const queue = open()
  queue.enqueue(payment('a'))
  await queue.nudge()
  chain.mine()
  await queue.nudge()
  const { hash } = queue.row('a')!.signed[0]!
  expect(queue.row('a')?.state).toBe('anchored')
  chain.reorganise(1, [hash])
  expect(chain.pool()).toHaveLength(0)
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('sent')
  expect(chain.pool().map((one) => one.hash)).toEqual([hash])
  chain.mine(3)
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('final')
  expect(await received()).toBe(5n)
})

it('A92 X1 what was final and is on the chain no more goes on its way again by the same bytes, where its number was not used', async () => {
  const { chain, open, received, asked } = createQueueScene()
  const queue = open()
  for (const id of ['a', 'b']) queue.enqueue(payment(id))
  for (const id of ['a', 'b', '']) {
    await queue.nudge()
    chain.mine(id === '' ? 3 : 1)
  }
  await queue.nudge()
  const rows = () => queue.rows().map(({ state }) => state)
  expect(rows()).toEqual(['final', 'final'])
  await queue.recheck()
  expect(rows()).toEqual(['final', 'final'])
  // Of both the second one is lost.
  const [, second] = queue.rows().map(({ signed }) => signed[0]?.hash)
  chain.corrupt(4, [second ?? '0x'])
  expect(await received()).toBe(5n)
  await queue.nudge()
  expect(rows()).toEqual(['final', 'final'])
  await queue.recheck()
  expect(rows()).toEqual(['final', 'sent'])
  await queue.nudge()
  expect(chain.pool().map(({ hash }) => hash)).toEqual([second])
  chain.mine(3)
  await queue.nudge()
  expect(rows()).toEqual(['final', 'final'])
  expect(await received()).toBe(10n)
  expect(asked).toHaveLength(2)
})

it('A9 E2 bytes for another account, payee or amount are not sent', async () => {
  const { clock, chain, client, onFailure, plain } = createQueueScene()
  const forge = (change: object): Signer => ({
    ...plain,
    sign: (account, request) =>
      request.type === 'transaction'
        ? plain.sign(account, { ...request, transaction: { ...request.transaction, ...change } })
        : plain.sign(account, request),
  })
  for (const [id, own] of [
    ['to', forge({ to: bob })],
    ['value', forge({ value: 6n })],
    ['nonce', forge({ nonce: 9 })],
    ['chainId', forge({ chainId: 1 })],
    ['account', { ...plain, sign: (_: Address, request: SigningRequest) => plain.sign(bob, request) }],
  ] as const) {
    const queue = createQueue({ store: createMemoryQueueStore(), client, signer: own, clock, onFailure })
    queue.enqueue(payment(id))
    await queue.nudge()
    expect(queue.row(id)).toMatchObject({ state: 'failed', signed: [], error: { code: 'SIGNING_MISMATCH', meta: { field: id } } })
  }
  expect(chain.pool()).toHaveLength(0)
})

it('A6 X2 a sandbox begun anew behind the same address gets nothing of the old one', async () => {
  const { clock, client, store, asked, signer, onFailure, open } = createQueueScene()
  const queue = open()
  queue.enqueue(payment('a'))
  client.setIdentity({ chainId: 31_337n, genesisHash: `0x${'22'.repeat(32)}` })
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'waiting', error: { code: 'CHAIN_MISMATCH' } })
  const other = createMemoryChain({
    chainId: 31_337n,
    seed: 'another',
    clock,
    factory: memoryFactory,
    finality: { confirmations: 0 },
    count: majority,
    autoMine: true,
  })
  const elsewhere = createQueue({ store, client: createMemoryClient({ chain: other, clock }), signer, clock, onFailure })
  await elsewhere.nudge()
  expect(elsewhere.rows()).toEqual([])
  expect(asked).toHaveLength(0)
})
