import { type Address, DaomeshError, type Hex, type Signer, type SigningRequest } from '@daomesh/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { majority, memoryFactory } from '../memory/memoryHarness.ts'
import { decisionOf, enactCall, found, type Founded } from '../acceptance/fixtures.ts'
import type { ChainHarness } from '../acceptance/harness.ts'
import { createVirtualClock, type VirtualClock } from '../acceptance/virtualClock.ts'
import { paymentCall } from '../calls/paymentCall.ts'
import { devnetAccounts } from '../devnet/accounts.ts'
import { createDevnetSigner } from '../devnet/createDevnetSigner.ts'
import { createMemoryClient, type MemoryClient } from '../memory/createMemoryClient.ts'
import { createMemoryChain, type MemoryChain } from '../memory/memoryChain.ts'
import { createQueue, type Queue } from './createQueue.ts'
import { createMemoryQueueStore } from './memoryQueueStore.ts'
import type { Intent, QueueRow, QueueStore } from './rows.ts'

const accounts = devnetAccounts(8)
const [alice, bob, , , , , , payee] = accounts.map((one) => one.address) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
]
const ether = 10n ** 18n

const payment = (id: string, account: Address = alice, value = 5n): Intent => ({
  id,
  account,
  call: { to: payee, value: value.toString(), data: '0x' },
  context: { title: 'Pay', lines: [] },
  supersededBy: [],
  subject: { purpose: 'test' },
})

describe('the transaction queue', () => {
  let clock: VirtualClock
  let chain: MemoryChain
  let client: MemoryClient
  let store: QueueStore
  let asked: SigningRequest[]
  let signer: Signer
  let failures: unknown[]
  const onFailure = (error: unknown): void => void failures.push(error)
  const plain = createDevnetSigner(accounts)

  const open = (own: MemoryClient = client, saved: QueueStore = store): Queue =>
    createQueue({ store: saved, client: own, signer, clock, onFailure })
  const reader = () => createMemoryClient({ chain, clock })
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
  const received = () => client.balance(payee)

  beforeEach(() => {
    clock = createVirtualClock()
    chain = createMemoryChain({
      chainId: 31_337n,
      seed: 'queue',
      clock,
      factory: memoryFactory,
      finality: { confirmations: 2 },
      count: majority,
      autoMine: false,
    })
    for (const account of accounts) if (account.address !== payee) chain.fund(account.address, 100n * ether)
    chain.mine()
    client = createMemoryClient({ chain, clock })
    store = createMemoryQueueStore()
    asked = []
    failures = []
    signer = {
      accounts: plain.accounts,
      sign: (account, request) => {
        asked.push(request)
        return plain.sign(account, request)
      },
    }
  })

  it('A9 goes from waiting to final, saving each step before the next', async () => {
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

  it('A11 only a finalized nonce proves a replacement; then it is signed anew', async () => {
    const queue = open()
    const hold = reader()
    queue.enqueue(payment('a'))
    await queue.nudge()
    // Another program of the same person takes the nonce with higher fees.
    const transaction = await hold.prepare({ from: alice, to: bob, value: 1n, data: '0x' })
    const rich = { ...transaction, maxFeePerGas: transaction.maxFeePerGas * 2n }
    const raw = await plain.sign(alice, { type: 'transaction', transaction: rich, context: { title: '', lines: [] } })
    expect((await hold.sendRaw(raw)).outcome).toBe('accepted')
    chain.mine()
    await queue.nudge()
    expect(asked).toHaveLength(1)
    expect(queue.row('a')?.state).toBe('sent')
    chain.mine(2)
    await queue.nudge()
    await queue.nudge()
    expect(asked).toHaveLength(2)
    chain.mine(3)
    await queue.nudge()
    expect(queue.row('a')).toMatchObject({ state: 'final', signed: [{ nonce: 1 }] })
    expect(await received()).toBe(5n)
  })

  it('A12 one account goes in order with rising nonces; another one does not wait for it', async () => {
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

  describe('two members anchor one decision', () => {
    let founded: Founded
    const anchor = async (id: string, account: Address, call: { to: Address; value: bigint; data: Hex }): Promise<Intent> => ({
      ...payment(id, account),
      call: { ...call, value: '0' },
      supersededBy: ['Dao_AlreadySpent'],
    })
    const makeCall = async () => {
      founded = await found(harness(), client, ether)
      const decision = decisionOf(founded.founder, [paymentCall({ to: payee, amount: 40n })], (await client.head()).timestamp)
      return enactCall(harness(), founded, [decision])
    }

    it('A13 X3 D10 the later one is told before it pays anything', async () => {
      const call = await makeCall()
      const first = open()
      const second = open(reader(), createMemoryQueueStore())
      first.enqueue(await anchor('a', alice, call))
      await first.nudge()
      chain.mine()
      const before = await client.balance(bob)
      second.enqueue(await anchor('b', bob, call))
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
      const call = await makeCall()
      const first = open()
      first.enqueue(await anchor('a', alice, call))
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
      second.enqueue(await anchor('b', bob, call))
      await second.nudge()
      expect(second.row('b')).toMatchObject({ state: 'superseded', signed: [] })
      expect(await client.balance(bob)).toBe(before)
    })

    it('A13 X3 both in one block: the loser pays only for the refusal and learns it when that is final', async () => {
      const call = await makeCall()
      const first = open()
      const second = open(reader(), createMemoryQueueStore())
      first.enqueue(await anchor('a', alice, call))
      second.enqueue(await anchor('b', bob, call))
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
  })

  it('A12 X4 a day without a chain: everything waits, few writes, then all of it drains', async () => {
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
  }, 20_000)

  it('A13 a refused signature ends it; retry asks again', async () => {
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

  it('A9 E2 bytes for another account, payee or amount are not sent', async () => {
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
})
