import { type Address, DaomeshError, type Hex, type Signer } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import { decisionOf, enactCall, found } from '../acceptance/fixtures.ts'
import { alice, bob, createQueueScene, ether, payee, payment, type QueueScene } from '../acceptance/queueScene.ts'
import { paymentCall } from '../calls/paymentCall.ts'
import { createQueue } from './createQueue.ts'
import { createMemoryQueueStore } from './memoryQueueStore.ts'
import type { Intent, QueueRow } from './rows.ts'

const anchor = (id: string, account: Address, call: { to: Address; value: bigint; data: Hex }): Intent => ({
  ...payment(id, account),
  call: { ...call, value: '0' },
  supersededBy: ['Dao_AlreadySpent'],
})

/** The call that enacts a payment of 40 of a DAO founded for it. */
const anchoringCall = async ({ client, harness }: QueueScene) => {
  const founded = await found(harness(), client, ether)
  const decision = decisionOf(founded.founder, [paymentCall({ to: payee, amount: 40n })], (await client.head()).timestamp)
  return enactCall(harness(), founded, [decision])
}

it('A13 X3 D10 the later one is told before it pays anything', async () => {
  const scene = createQueueScene()
  const { chain, client, asked, open, reader, received } = scene
  const call = await anchoringCall(scene)
  const first = open()
  const second = open(reader(), createMemoryQueueStore())
  first.enqueue(anchor('a', alice, call))
  await first.nudge()
  chain.mine()
  const before = await client.balance(bob)
  second.enqueue(anchor('b', bob, call))
  await second.nudge()
  expect(second.row('b')).toMatchObject({
    state: 'superseded',
    signed: [],
    error: { code: 'TRANSACTION_SUPERSEDED', meta: { error: 'Dao_AlreadySpent' } },
  })
  expect(await client.balance(bob)).toBe(before)
  expect(asked).toHaveLength(1)
  expect(await received()).toBe(40n)
})

it('A13 X3 overtaken while the person was asked: the signature is thrown away unsent', async () => {
  const scene = createQueueScene()
  const { clock, chain, client, onFailure, plain, open, reader } = scene
  const call = await anchoringCall(scene)
  const first = open()
  first.enqueue(anchor('a', alice, call))
  const second = createQueue({
    store: createMemoryQueueStore(),
    client: reader(),
    clock,
    onFailure,
    signer: {
      ...plain,
      sign: async (account, request) => {
        await first.nudge()
        chain.mine()
        return plain.sign(account, request)
      },
    },
  })
  const before = await client.balance(bob)
  second.enqueue(anchor('b', bob, call))
  await second.nudge()
  expect(second.row('b')).toMatchObject({ state: 'superseded', signed: [] })
  expect(await client.balance(bob)).toBe(before)
})

it('A13 X3 both in one block: the loser pays only for the refusal and learns it when that is final', async () => {
  const scene = createQueueScene()
  const { chain, client, open, reader, received } = scene
  const call = await anchoringCall(scene)
  const first = open()
  const second = open(reader(), createMemoryQueueStore())
  first.enqueue(anchor('a', alice, call))
  second.enqueue(anchor('b', bob, call))
  await Promise.all([first.nudge(), second.nudge()])
  const before = await client.balance(bob)
  chain.mine()
  await second.nudge()
  expect(second.row('b')?.state).toBe('sent')
  chain.mine(2)
  await Promise.all([first.nudge(), second.nudge()])
  expect(first.row('a')?.state).toBe('final')
  const lost = second.row('b') as QueueRow
  expect(lost).toMatchObject({ state: 'superseded', error: { code: 'TRANSACTION_SUPERSEDED' } })
  expect(before - (await client.balance(bob))).toBe(BigInt(lost.mined!.fee))
  expect(await received()).toBe(40n)
})

/** Somebody else's transaction is in a block that is not final, and so the later one is superseded before anybody signs it. */
const overtaken = async () => {
  const scene = createQueueScene()
  const call = await anchoringCall(scene)
  const first = scene.open()
  first.enqueue(anchor('a', alice, call))
  await first.nudge()
  scene.chain.mine()
  const disk = createMemoryQueueStore()
  const client = scene.reader()
  const second = scene.open(client, disk)
  second.enqueue(anchor('b', bob, call))
  await second.nudge()
  expect(second.row('b')).toMatchObject({ state: 'superseded', signed: [] })
  return { ...scene, first, second, disk, client, taken: first.row('a')!.signed[0]!.hash }
}

it('A74 X1 what superseded a row is taken back by a reorganisation: it is tried again, also after a start, and pays once', async () => {
  const { chain, disk, client, open, taken, received } = await overtaken()
  chain.reorganise(1, [taken])
  expect(chain.pool()).toHaveLength(0)
  const again = open(client, disk)
  await again.nudge()
  // Until that block must be final, the other one may well come back.
  expect(again.row('b')?.state).toBe('superseded')
  chain.mine(2)
  await again.nudge()
  await again.nudge()
  expect(again.row('b')).toMatchObject({ state: 'sent', error: null })
  chain.mine(3)
  await again.nudge()
  expect(again.row('b')?.state).toBe('final')
  expect(await received()).toBe(40n)
})

it('A74 X1 what comes back in another block is waited for until that is final, and then nothing is looked at any more', async () => {
  const { chain, second, client, asked, received } = await overtaken()
  // It is mined again in a later block.
  chain.reorganise(1)
  chain.mine(2)
  await second.nudge()
  expect(second.row('b')).toMatchObject({ state: 'superseded', supersededAt: { hash: (await client.head()).hash } })
  chain.mine(2)
  await second.nudge()
  expect(second.row('b')).toMatchObject({ state: 'superseded', supersededAt: null, error: { code: 'TRANSACTION_SUPERSEDED' } })
  client.setOutage(true)
  await second.nudge()
  expect(second.row('b')).toMatchObject({ state: 'superseded', error: { code: 'TRANSACTION_SUPERSEDED' } })
  expect(asked).toHaveLength(1)
  expect(await received()).toBe(40n)
})

it('A88 X2 an endpoint that never tells the same block again is asked in its turn, and not without end', async () => {
  const { chain, disk, client, open } = await overtaken()
  chain.mine(2)
  let looks = 0
  const lying = {
    ...client,
    blockHash: async () => {
      if (looks++ > 20) throw new DaomeshError('CHAIN_UNREACHABLE')
      return Promise.resolve<Hex>(`0x${looks.toString().padStart(64, '0')}`)
    },
    head: async () => {
      const head = await client.head()
      return { ...head, finalized: head }
    },
  }
  const queue = open(lying, disk)
  await queue.nudge()
  expect(looks).toBe(1)
  expect(queue.row('b')).toMatchObject({ state: 'superseded', error: { code: 'TRANSACTION_SUPERSEDED' } })
})

it('A13 a refused signature ends it; retry asks again', async () => {
  const { clock, client, store, onFailure, plain } = createQueueScene()
  let refuse = true
  const moody: Signer = {
    ...plain,
    sign: (account, request) => (refuse ? Promise.reject(new DaomeshError('SIGNING_REFUSED')) : plain.sign(account, request)),
  }
  const queue = createQueue({ store, client, signer: moody, clock, onFailure })
  queue.enqueue(payment('a'))
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'failed', error: { code: 'SIGNING_REFUSED' } })
  refuse = false
  queue.retry('a')
  await queue.nudge()
  expect(queue.row('a')?.state).toBe('sent')
})

it('A13 a locked identity only waits', async () => {
  const { clock, client, store, onFailure, plain } = createQueueScene()
  let locked = true
  const sleeping: Signer = {
    ...plain,
    sign: (account, request) => (locked ? Promise.reject(new DaomeshError('IDENTITY_LOCKED')) : plain.sign(account, request)),
  }
  const queue = createQueue({ store, client, signer: sleeping, clock, onFailure })
  queue.enqueue(payment('a'))
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'waiting', error: { code: 'IDENTITY_LOCKED' } })
  locked = false
  await queue.nudge()
  expect(queue.row('a')).toMatchObject({ state: 'sent', error: null })
})

it('A71 A13 X3 who lost and was away until nobody could say why any more learns it all the same, and the next in the queue goes on', async () => {
  const scene = createQueueScene()
  const { chain, open, reader } = scene
  const call = await anchoringCall(scene)
  const first = open()
  const client = reader()
  // An endpoint that keeps the states of the newest blocks alone.
  const forgetful: typeof client = {
    ...client,
    receipt: async (hash) => {
      const receipt = await client.receipt(hash)
      return receipt === null ? null : { ...receipt, error: null }
    },
  }
  const second = open(forgetful, createMemoryQueueStore())
  first.enqueue(anchor('a', alice, call))
  second.enqueue(anchor('b', bob, call))
  second.enqueue(payment('c', bob))
  await Promise.all([first.nudge(), second.nudge()])
  chain.mine(3)
  await second.nudge()
  expect(second.row('b')).toMatchObject({ state: 'superseded', error: { meta: { error: 'Dao_AlreadySpent' } } })
  expect(second.row('c')?.state).toBe('sent')
})
