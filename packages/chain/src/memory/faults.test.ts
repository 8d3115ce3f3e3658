import { toDaomeshError } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import type { FactsCursor, FactsPage } from '../client/ports.ts'
import { majority, memoryFactory } from './memoryHarness.ts'
import { decisionOf, enactCall, found, genesisFor } from '../acceptance/fixtures.ts'
import type { ChainHarness } from '../acceptance/harness.ts'
import { createVirtualClock } from '../acceptance/virtualClock.ts'
import { encodeDeploy } from '../actions/deployDao.ts'
import { paymentCall } from '../calls/paymentCall.ts'
import { devnetAccounts } from '../devnet/accounts.ts'
import { createDevnetSigner } from '../devnet/createDevnetSigner.ts'
import { createMemoryClient } from './createMemoryClient.ts'
import { createMemoryChain } from './memoryChain.ts'

const accounts = devnetAccounts(8)
const payee = accounts[7]!.address

const setUp = (seed = 'faults', confirmations = 3) => {
  const clock = createVirtualClock()
  const finality = { confirmations }
  const chain = createMemoryChain({ chainId: 7n, seed, clock, factory: memoryFactory, finality, count: majority, autoMine: false })
  for (const { address } of accounts.slice(0, 6)) chain.fund(address, 10n ** 20n)
  chain.mine()
  const connect = () => createMemoryClient({ chain, clock })
  const harness: ChainHarness = {
    profile: chain.profile,
    accounts,
    signer: createDevnetSigner(accounts),
    clock,
    connect,
    mine: (blocks) => Promise.resolve(chain.mine(blocks)),
    reorganise: () => Promise.resolve(),
    lagging: () => Promise.resolve(connect()),
    close: () => Promise.resolve(),
  }
  return { clock, chain, connect, harness }
}

describe('memory chain, faults', () => {
  it('D11 the same seed and calls give the same hashes, another seed gives another chain', async () => {
    const run = async (seed: string) => {
      const { chain, harness, connect } = setUp(seed)
      const client = connect()
      const genesis = { ...genesisFor(harness), salt: `0x${'5a'.repeat(32)}` as const }
      const call = encodeDeploy({ factory: memoryFactory, genesis })
      const from = accounts[0]!.address
      const transaction = await client.prepare({ from, ...call })
      await client.sendRaw(await harness.signer.sign(from, { type: 'transaction', transaction, context: { title: '', lines: [] } }))
      chain.mine(2)
      return chain.blocks().map((block) => block.hash)
    }
    expect(await run('one')).toEqual(await run('one'))
    expect((await run('one'))[0]).not.toBe((await run('two'))[0])
  })

  it('A3 X2 a chain that rewrites final blocks is named, and nothing is delivered twice', async () => {
    const { chain, harness, connect } = setUp()
    const client = connect()
    const { dao } = await found(harness, client)
    chain.mine(4)
    const { cursor, finalized } = await client.facts({ dao, from: null })
    expect(finalized).toHaveLength(1)
    expect(() => chain.reorganise(4)).toThrow(RangeError)
    chain.corrupt(5)
    await expect(client.facts({ dao, from: cursor })).rejects.toMatchObject({ code: 'CHAIN_EVENTS_DIFFER' })
  })

  it('A3 X2 a cursor on a block that nobody mined is named, and watching goes on behind the newest fact; where that is gone too it stays named', async () => {
    const { clock, chain, harness, connect } = setUp()
    const client = connect()
    const { dao } = await found(harness, client)
    chain.mine(4)
    const { finalized } = await client.facts({ dao, from: null })
    const [founding] = finalized
    const invented = { number: 6n, hash: `0x${'e'.repeat(64)}` } as const
    const follow = async (back: FactsCursor | null) => {
      const seen: (string | FactsPage)[] = []
      const onFailure = (error: unknown) => void seen.push(toDaomeshError(error).code)
      const onFacts = (page: FactsPage) => void seen.push(page)
      const stop = client.watch({ dao, from: invented, back: () => back, onFacts, onFailure, onHead: () => undefined })
      for (let n = 0; n < 6; n += 1) await clock.advance(client.profile.slowestPoll)
      stop()
      return seen
    }
    const { block = 0n, blockHash = invented.hash } = founding ?? {}
    const [first, page, ...more] = await follow({ number: block, hash: blockHash })
    expect(first).toBe('CHAIN_EVENTS_DIFFER')
    // Nothing that was delivered is delivered again, and the cursor stands on the true chain.
    expect(page).toMatchObject({ finalized: [], more: false })
    expect((page as FactsPage).cursor?.hash).not.toBe(invented.hash)
    expect(more.filter((one) => typeof one === 'string')).toEqual([])
    const lost = await follow({ number: block, hash: invented.hash })
    expect(lost.length).toBeGreaterThan(1)
    expect(new Set(lost)).toEqual(new Set(['CHAIN_EVENTS_DIFFER']))
  })

  it('A1 X1 a reorganisation before finality puts the transactions back, and they are mined again', async () => {
    const { chain, harness, connect } = setUp()
    const client = connect()
    const { dao } = await found(harness, client)
    const before = await client.facts({ dao, from: null })
    expect(before.unfinalized).toHaveLength(1)
    chain.reorganise(1)
    expect((await client.facts({ dao, from: before.cursor })).unfinalized).toEqual([])
    chain.mine(4)
    const { finalized } = await client.facts({ dao, from: before.cursor })
    expect(finalized.map((event) => event.fact)).toEqual(before.unfinalized.map((event) => event.fact))
    expect(finalized[0]?.blockHash).not.toBe(before.unfinalized[0]?.blockHash)
  })

  it('A8 X4 an outage and a lag concern one member only', async () => {
    const { chain, connect } = setUp()
    const [silent, late, sound] = [connect(), connect(), connect()]
    silent.setOutage(true)
    late.setLag(2)
    chain.mine(5)
    await expect(silent.head()).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
    expect((await sound.head()).number - (await late.head()).number).toBe(2n)
    silent.setOutage(false)
    expect(await silent.head()).toEqual(await sound.head())
  })

  it('D6 the chain has its own time: a decision expires by it', async () => {
    const { clock, harness, connect } = setUp()
    const client = connect()
    const founded = await found(harness, client, 100n)
    const decision = decisionOf(founded.founder, [paymentCall({ to: payee, amount: 1n })], (await client.head()).timestamp)
    const call = await enactCall(harness, founded, [decision])
    await clock.advance(86_400_000 + 5_000)
    await expect(client.prepare({ from: founded.founder, ...call })).rejects.toMatchObject({ meta: { error: 'Dao_Expired' } })
    expect(await client.balance(payee)).toBe(0n)
  })

  it('pays in tokens under a code pin, and refuses another code (C8)', async () => {
    const token = accounts[6]!.address
    const codeHash = `0x${'70'.repeat(32)}` as const
    const clock = createVirtualClock()
    const codeHashes = new Map([[token, codeHash]])
    const base = {
      chainId: 7n,
      seed: 'token',
      clock,
      factory: memoryFactory,
      finality: { confirmations: 0 },
      count: majority,
      autoMine: true,
    }
    const chain = createMemoryChain({ ...base, codeHashes })
    chain.fund(accounts[0]!.address, 10n ** 20n)
    const { harness } = setUp()
    const own = { ...harness, profile: chain.profile, mine: () => Promise.resolve() }
    const client = createMemoryClient({ chain, clock })
    const founded = await found(own, client)
    chain.fund(founded.dao, 50n, token)
    const at = (await client.head()).timestamp
    const good = decisionOf(founded.founder, [paymentCall({ to: payee, amount: 20n, token: { address: token, codeHash } })], at)
    const swapped = decisionOf(
      founded.founder,
      [paymentCall({ to: payee, amount: 9n, token: { address: token, codeHash: `0x${'71'.repeat(32)}` } })],
      at,
    )
    const call = await enactCall(own, founded, [good, swapped])
    const transaction = await client.prepare({ from: founded.founder, ...call })
    await client.sendRaw(await own.signer.sign(founded.founder, { type: 'transaction', transaction, context: { title: '', lines: [] } }))
    expect((await client.facts({ dao: founded.dao, from: null })).finalized.map((event) => event.fact.kind)).toEqual([
      'founded',
      'enacted',
      'failed',
    ])
    expect(await client.balance(payee, token)).toBe(20n)
    expect(await client.balance(founded.dao, token)).toBe(30n)
  })
})
