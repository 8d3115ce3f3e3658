import { DaomeshError, type Signer } from '@daomesh/protocol'
import { parseTransaction, type TransactionSerialized } from 'viem'
import { expect, it } from 'vitest'
import { alice, bob, createQueueScene, ether, payment } from '../acceptance/queueScene.ts'
import type { ChainClient } from '../client/ports.ts'
import { createQueue } from './createQueue.ts'
import type { QueueStore } from './rows.ts'

it('A11 A94 only a finalized nonce proves a replacement, once its receipt was missing for a while; then it is signed anew', async () => {
  const { chain, clock, asked, plain, open, reader, received } = createQueueScene()
  const queue = open()
  const hold = reader()
  queue.enqueue(payment('a'))
  await queue.nudge()
  // Another program of the same person takes the nonce with higher fees.
  const transaction = await hold.prepare({ from: alice, to: bob, value: 1n, data: '0x' })
  const rich = { ...transaction, maxPriorityFeePerGas: transaction.maxPriorityFeePerGas * 2n, maxFeePerGas: transaction.maxFeePerGas * 2n }
  const raw = await plain.sign(alice, { type: 'transaction', transaction: rich, context: { title: '', lines: [] } })
  expect((await hold.sendRaw(raw)).outcome).toBe('accepted')
  chain.mine()
  await queue.nudge()
  expect(asked).toHaveLength(1)
  expect(queue.row('a')?.state).toBe('sent')
  chain.mine(2)
  await queue.nudge()
  await queue.nudge()
  expect(asked).toHaveLength(1)
  await clock.advance(chain.profile.slowestPoll)
  await queue.nudge()
  await queue.nudge()
  expect(asked).toHaveLength(2)
  chain.mine(3)
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'final', signed: [{ nonce: 1 }] })
  expect(await received()).toBe(5n)
})

it('A94 A11 X2 a receipt that one of several endpoints behind an address does not know has nobody sign what was paid already', async () => {
  const { chain, client, open, asked, received } = createQueueScene()
  let missing = false
  const queue = open({ ...client, receipt: async (hash) => (missing ? null : client.receipt(hash)) })
  queue.enqueue(payment('a'))
  await queue.nudge()
  chain.mine(4)
  missing = true
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('sent')
  missing = false
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('final')
  // Nor does it count together with another time, long after it was there.
  queue.enqueue(payment('b'))
  await queue.nudge()
  chain.mine(1)
  await queue.nudge()
  expect(queue.row('b')?.state).toBe('anchored')
  chain.mine(4)
  missing = true
  await queue.nudge()
  missing = false
  await queue.nudge()
  expect(queue.row('b')?.state).toBe('final')
  expect(asked).toHaveLength(2)
  expect(await received()).toBe(10n)
})

it('A75 another program has the number in use for a higher fee: asked once more, then it says so and waits; a person may outbid it', async () => {
  const { chain, clock, asked, plain, open, reader, received } = createQueueScene()
  const hold = reader()
  const transaction = await hold.prepare({ from: alice, to: bob, value: 1n, data: '0x' })
  const rich = { ...transaction, maxPriorityFeePerGas: transaction.maxPriorityFeePerGas * 9n, maxFeePerGas: transaction.maxFeePerGas * 9n }
  const raw = await plain.sign(alice, { type: 'transaction', transaction: rich, context: { title: '', lines: [] } })
  expect((await hold.sendRaw(raw)).outcome).toBe('accepted')
  const queue = open()
  queue.enqueue(payment('a'))
  for (let time = 0; time < 20; time++) await queue.nudge()
  expect(asked).toHaveLength(2)
  expect(queue.row('a')).toMatchObject({ state: 'sent', error: { code: 'TRANSACTION_RIVAL', meta: { nonce: 0 } } })
  await queue.accelerate('a')
  for (let time = 0; time < 20; time++) await queue.nudge()
  expect(asked).toHaveLength(3)
  expect(queue.row('a')?.error?.code).toBe('TRANSACTION_RIVAL')
  // The other one is mined, and ours takes the next number once that is proven.
  chain.mine(3)
  await queue.nudge()
  await clock.advance(chain.profile.slowestPoll)
  for (let time = 0; time < 3; time++) await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'sent', error: null, signed: [{ nonce: 1 }] })
  chain.mine(3)
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('final')
  expect(await received()).toBe(5n)
})

it('A75 the other program takes its transaction back: what was signed is sent, and nobody is asked again', async () => {
  const { chain, asked, plain, open, reader } = createQueueScene()
  const hold = reader()
  const transaction = await hold.prepare({ from: alice, to: bob, value: 1n, data: '0x' })
  const rich = { ...transaction, maxPriorityFeePerGas: transaction.maxPriorityFeePerGas * 9n, maxFeePerGas: transaction.maxFeePerGas * 9n }
  await hold.sendRaw(await plain.sign(alice, { type: 'transaction', transaction: rich, context: { title: '', lines: [] } }))
  const queue = open()
  queue.enqueue(payment('a'))
  for (let time = 0; time < 3; time++) await queue.nudge()
  chain.forgetPool()
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'sent', error: null, signed: [{ nonce: 0 }, { nonce: 0 }] })
  expect(asked).toHaveLength(2)
})

it('A12 one account goes in order with rising nonces; another one does not wait for it', async () => {
  const { chain, open, received } = createQueueScene()
  const queue = open()
  for (const id of ['a', 'b', 'c']) queue.enqueue(payment(id))
  queue.enqueue(payment('z', bob, 7n))
  await queue.nudge()
  expect(queue.rows().map((row) => row.state)).toEqual(['sent', 'waiting', 'waiting', 'sent'])
  for (let i = 0; i < 5; i++) {
    chain.mine()
    await queue.nudge()
  }
  expect(queue.rows().map((row) => [row.state, row.signed[0]?.nonce])).toEqual([
    ['final', 0],
    ['final', 1],
    ['final', 2],
    ['final', 0],
  ])
  expect(await received()).toBe(22n)
})

it('A12 a stuck transaction is signed again with the same nonce and higher fees, and pays once', async () => {
  const { chain, open, received } = createQueueScene()
  const queue = open()
  queue.enqueue(payment('a'))
  await queue.nudge()
  await queue.accelerate('a')
  await queue.nudge()
  const { signed } = queue.row('a')!
  expect(signed.map((one) => one.nonce)).toEqual([0, 0])
  expect(BigInt(signed[1]!.maxFeePerGas)).toBeGreaterThan(BigInt(signed[0]!.maxFeePerGas))
  chain.mine(3)
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('final')
  expect(await received()).toBe(5n)
})

it('A72 a transaction is accelerated as often as it is asked for: each time fee and tip are enough for a pool, and it is asked for once', async () => {
  const { chain, asked, open, received } = createQueueScene()
  const queue = open()
  queue.enqueue(payment('a'))
  await queue.nudge()
  for (let time = 1; time <= 4; time++) {
    await queue.accelerate('a')
    await queue.nudge()
    expect(asked).toHaveLength(1 + time)
    expect(chain.pool().map((one) => one.hash)).toEqual([queue.row('a')?.signed.at(-1)?.hash])
  }
  const tips = queue.row('a')!.signed.map(({ raw }) => parseTransaction(raw as TransactionSerialized).maxPriorityFeePerGas ?? 0n)
  for (const [i, tip] of tips.slice(1).entries()) expect(tip * 10n).toBeGreaterThanOrEqual((tips[i] ?? 0n) * 11n)
  chain.mine(3)
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('final')
  expect(await received()).toBe(5n)
})

it('A12 what is mined while it is to be accelerated counts as done by us', async () => {
  const { chain, client, open, received } = createQueueScene()
  let isSpent = false
  const spent = { ...client, prepare: (request: Parameters<typeof client.prepare>[0]) => (isSpent ? revert() : client.prepare(request)) }
  const revert = () => Promise.reject(new DaomeshError('TRANSACTION_REVERTED', { meta: { error: 'Dao_AlreadySpent' } }))
  const queue = open(spent)
  queue.enqueue({ ...payment('a'), supersededBy: ['Dao_AlreadySpent'] })
  await queue.nudge()
  chain.mine()
  isSpent = true
  expect(await queue.accelerate('a')).toMatchObject({ state: 'sent', signed: [{ nonce: 0 }] })
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('anchored')
  expect((await queue.accelerate('a')).signed).toHaveLength(1)
  chain.mine(2)
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'final', error: null })
  expect(await received()).toBe(5n)
})

it('A12 a refused acceleration leaves the first bytes on their way', async () => {
  const { chain, client, clock, onFailure, plain, received, store } = createQueueScene()
  let refuses = false
  const sign: Signer['sign'] = (account, request) =>
    refuses ? Promise.reject(new DaomeshError('SIGNING_REFUSED')) : plain.sign(account, request)
  const queue = createQueue({ store, client, clock, onFailure, signer: { ...plain, sign } })
  queue.enqueue(payment('a'))
  await queue.nudge()
  refuses = true
  expect(await queue.accelerate('a')).toMatchObject({ state: 'sent', signed: [{ nonce: 0 }], error: { code: 'SIGNING_REFUSED' } })
  chain.mine(3)
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'final', error: null })
  expect(await received()).toBe(5n)
})

it('A73 what waits for money is taken back, nobody is asked for it, and what is behind it goes on; tried again, it comes last', async () => {
  const { chain, client, asked, open, received, store } = createQueueScene()
  const queue = open()
  queue.enqueue(payment('dear', alice, 1_000n * ether))
  queue.enqueue(payment('b'))
  await queue.nudge()
  expect(queue.rows().map(({ state, error }) => [state, error?.code])).toEqual([
    ['waiting', 'TRANSACTION_FUNDS'],
    ['waiting', undefined],
  ])
  expect(await queue.drop('dear')).toMatchObject({ state: 'failed', signed: [], error: { code: 'SIGNING_REFUSED' } })
  await queue.nudge()
  expect(queue.row('b')?.state).toBe('sent')
  expect(asked).toHaveLength(1)
  // Also after a start.
  expect(open(client, store).row('dear')?.state).toBe('failed')
  chain.fund(alice, 2_000n * ether)
  queue.retry('dear')
  chain.mine(3)
  await queue.nudge()
  expect(queue.rows().map(({ id, state }) => [id, state])).toEqual([
    ['b', 'final'],
    ['dear', 'sent'],
  ])
  chain.mine(3)
  await queue.nudge()
  expect(await received()).toBe(1_000n * ether + 5n)
})

it('A73 one that is just tried out is not asked for any more; what is being signed, or is signed, stays', async () => {
  const { client, plain, clock, onFailure, store } = createQueueScene()
  const tried = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  const slow = { ...client, prepare: (request: Parameters<typeof client.prepare>[0]) => tried.promise.then(() => client.prepare(request)) }
  let asked = 0
  const sign: Signer['sign'] = async (account, request) => {
    asked += 1
    await answered.promise
    return plain.sign(account, request)
  }
  const queue = createQueue({ store, client: slow, clock, onFailure, signer: { ...plain, sign } })
  queue.enqueue(payment('a'))
  const over = queue.nudge()
  const dropping = queue.drop('a')
  tried.resolve()
  expect((await dropping).state).toBe('failed')
  await over
  expect(asked).toBe(0)
  queue.enqueue(payment('b'))
  const signing = queue.nudge()
  while (asked === 0) await Promise.resolve()
  expect((await queue.drop('b')).state).toBe('signing')
  answered.resolve()
  await signing
  expect(await queue.drop('b')).toMatchObject({ state: 'sent', error: null })
})

it('A12 X4 a day without a chain: everything waits, few writes, then all of it drains', async () => {
  const { clock, chain, client, store, open, received } = createQueueScene()
  let saves = 0
  const counted: QueueStore = {
    load: store.load,
    save: (row) => {
      saves += 1
      store.save(row)
    },
  }
  const queue = open(client, counted)
  client.setOutage(true)
  queue.start()
  for (const id of ['a', 'b', 'c']) queue.enqueue(payment(id))
  await clock.advance(24 * 3_600_000)
  expect(queue.rows().map((row) => row.state)).toEqual(['waiting', 'waiting', 'waiting'])
  expect(queue.row('a')?.error?.code).toBe('CHAIN_UNREACHABLE')
  expect(saves).toBeLessThan(10)
  client.setOutage(false)
  for (let i = 0; i < 8; i++) {
    await clock.advance(60_000)
    chain.mine()
  }
  await clock.advance(60_000)
  expect(queue.rows().map((row) => row.state)).toEqual(['final', 'final', 'final'])
  expect(await received()).toBe(15n)
  queue.stop()
}, 120_000)

it('A88 X2 an endpoint that calls every number used has a person asked once in a while, and not without end', async () => {
  const { clock, store, asked, signer, onFailure, client } = createQueueScene()
  let answers = 0
  const lying: ChainClient = {
    ...client,
    nonces: async () => {
      if (answers++ > 20) throw new DaomeshError('CHAIN_UNREACHABLE')
      return Promise.resolve({ latest: 9_999, finalized: 0 })
    },
  }
  const queue = createQueue({ store, client: lying, signer, clock, onFailure })
  queue.enqueue(payment('a'))
  await queue.nudge()
  expect(asked).toHaveLength(1)
  expect(queue.row('a')).toMatchObject({ state: 'waiting', signed: [] })
  // What another program took meanwhile takes no more than a pause.
  const honest = createQueue({ store, client, signer, clock, onFailure })
  await honest.nudge()
  expect(honest.row('a')).toMatchObject({ state: 'sent', signed: [{ nonce: 0 }] })
})
