import { bytes32, type Address, type Hex } from '@daomesh/protocol'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found } from '../acceptance/fixtures.ts'
import type { ChainHarness } from '../acceptance/harness.ts'
import { realClock } from '../acceptance/realClock.ts'
import { bondsAddress, escrowAddress, roundsAddress, tillAddress } from '../calls/factoryAddress.ts'
import { openAnvilHarness } from '../devnet/anvilHarness.ts'
import { type Change, changingEndpoint, honest } from '../devnet/changingEndpoint.ts'
import type { ProxyEndpoint } from '../devnet/proxyEndpoint.ts'
import { createChainClient, type EndpointClient } from './createChainClient.ts'

let harness: ChainHarness
let rpcUrl: string
let dao: Address
let deploying: Hex
const proxies: ProxyEndpoint[] = []

/** A client of an endpoint that changes each answer of the chain by itself. */
const clientOf = async (change: { now: Change }): Promise<EndpointClient> => {
  const proxy = await changingEndpoint(rpcUrl, change)
  proxies.push(proxy)
  return createChainClient({ rpcUrl: proxy.rpcUrl, profile: { ...harness.profile, poll: 20, slowestPoll: 40 }, clock: realClock })
}

beforeAll(async () => {
  harness = await openAnvilHarness(0)
  const client = harness.connect() as EndpointClient
  rpcUrl = client.rpcUrl()
  dao = (await found(harness, client, 1_000n)).dao
  const [founded] = (await client.daos({ from: null })).finalized
  if (founded === undefined) throw new RangeError('a DAO was founded')
  deploying = founded.transaction
}, 60_000)
afterAll(async () => {
  for (const proxy of proxies) await proxy.close()
  await harness.close()
})

/** A walk of the same steps each time. */
const walk = (start: number): ((below: number) => number) => {
  let state = start
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
type Path = readonly (string | number)[]
const pathsOf = (value: unknown, at: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))]
    : [at]
const changedAt = (value: unknown, [key, ...rest]: Path, into: unknown): unknown => {
  if (key === undefined) return into
  if (Array.isArray(value)) return value.map((inner: unknown, i) => (String(i) === key ? changedAt(inner, rest, into) : inner))
  const fields = value as { readonly [name: string]: unknown }
  return { ...fields, [key]: changedAt(fields[key], rest, into) }
}
const word = (pair: string): string => `0x${pair.repeat(32)}`
const odd = [
  null,
  undefined,
  '',
  '0x',
  '-0x1',
  '0xzz',
  word('ff'),
  `0x${'f'.repeat(400)}`,
  word('11'),
  'words',
  -1,
  1e300,
  true,
  [],
  [null],
  {},
]

/** What of an answer of ours could not be kept and read back. */
const unkept = (value: unknown, name = ''): string[] => {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return [`${name}: ${value}`]
  if (/hash$/i.test(name) && !bytes32.safeParse(value).success) return [`${name}: ${String(value)}`]
  if (/^(number|fee|gas|gasUsed)$/.test(name) && (typeof value !== 'bigint' || value < 0n || value.toString().length > 78))
    return [`${name}: ${String(value)}`]
  if (typeof value !== 'object' || value === null) return value === undefined ? [`${name}: nothing`] : []
  return Object.entries(value).flatMap(([key, inner]) => unkept(inner, key))
}

describe('an endpoint that answers anything', () => {
  it(
    'A82 X2 whatever stands in one field of an answer, it is refused with a code or used, and nothing odd is handed on',
    { timeout: 120_000 },
    async () => {
      const change = { now: honest }
      const client = await clientOf(change)
      const [me = dao, other = dao] = harness.accounts.map(({ address }) => address)
      const asks: readonly (() => Promise<unknown>)[] = [
        () => client.head(),
        () => client.blockHash(1n),
        () => client.facts({ dao, from: null }),
        () => client.bountyFacts({ escrow: escrowAddress(), from: null }),
        () => client.roundFacts({ rounds: roundsAddress(), from: null }),
        () => client.bondFacts({ bonds: bondsAddress(), from: null }),
        () => client.saleFacts({ till: tillAddress(), from: null }),
        () => client.daos({ from: null }),
        () => client.balance(me),
        () => client.token(dao),
        () => client.codeHash(dao),
        () => client.nonces(me),
        () => client.simulate({ from: me, calls: [{ to: dao, value: 0n, data: '0x12345678' }] }),
        () => client.prepare({ from: me, to: other, value: 1n, data: '0x' }),
        () => client.receipt(deploying),
        () => client.minedCall(deploying),
        () => client.sendRaw('0x02'),
      ]
      const draw = walk(7)
      let said = ''
      change.now = (question, answer) => {
        if (draw(3) > 0) return answer
        const into = odd[draw(odd.length)]
        if (answer.error !== undefined || draw(8) === 0) {
          const error = answer.error ?? { code: -32_000, message: 'no', data: { data: '0x' } }
          const paths = pathsOf(error)
          const path = paths[draw(paths.length)] ?? []
          said = `${question.method} error ${path.join('.')} ${JSON.stringify(into)}`
          return { id: answer.id, error: changedAt(error, path, into) }
        }
        const paths = pathsOf(answer.result)
        const path = paths[draw(paths.length)] ?? []
        said = `${question.method} ${path.join('.')} ${JSON.stringify(into)}`
        return { ...answer, result: changedAt(answer.result, path, into) }
      }
      const wrong: unknown[] = []
      const codes = new Set<unknown>()
      for (let turn = 0; turn < 60; turn++)
        for (const ask of asks)
          await ask().then(
            (value) => unkept(value).forEach((what) => wrong.push([said, what])),
            (error: { readonly code?: unknown; readonly meta?: object }) => {
              codes.add(error.code)
              if (error.code === 'INTERNAL' || error.code === undefined) wrong.push([said, error.code, error.meta])
              for (const one of Object.values(error.meta ?? {})) if (typeof one === 'object') wrong.push([said, one])
            },
          )
      expect(wrong).toEqual([])
      expect([...codes]).toContain('CHAIN_UNREACHABLE')
      change.now = honest
      expect((await client.facts({ dao, from: null })).finalized.length).toBeGreaterThan(0)
    },
  )

  it('A82 X2 answers to other questions are none: another block, receipt or transaction, a log of another contract or range, or the same one twice (A91)', async () => {
    const change = { now: honest }
    const client = await clientOf(change)
    const mixed =
      (method: string, into: object): Change =>
      (question, answer) =>
        question.method !== method || question.params?.[0] === '0x0'
          ? answer
          : {
              ...answer,
              result: Array.isArray(answer.result)
                ? answer.result.map((one: object) => ({ ...one, ...into }))
                : { ...(answer.result as object), ...into },
            }
    const refused = { code: 'CHAIN_UNREACHABLE' }
    change.now = mixed('eth_getBlockByNumber', { number: '0x7' })
    await expect(client.blockHash(1n)).rejects.toMatchObject(refused)
    change.now = mixed('eth_getTransactionReceipt', { transactionHash: word('11') })
    await expect(client.receipt(deploying)).rejects.toMatchObject(refused)
    change.now = mixed('eth_getTransactionByHash', { hash: word('11') })
    await expect(client.minedCall(deploying)).rejects.toMatchObject(refused)
    for (const into of [{ address: `0x${'ee'.repeat(20)}` }, { blockNumber: '0xfffff' }]) {
      change.now = mixed('eth_getLogs', into)
      await expect(client.facts({ dao, from: null })).rejects.toMatchObject(refused)
    }
    // The same log twice would be money that came once, and counts twice.
    const twice: Change = (question, answer) =>
      question.method === 'eth_getLogs' ? { ...answer, result: [answer.result, answer.result].flat() } : answer
    for (const read of [() => client.facts({ dao, from: null }), () => client.daos({ from: null })]) {
      change.now = honest
      expect((await read()).finalized.length).toBeGreaterThan(0)
      change.now = twice
      await expect(read()).rejects.toMatchObject(refused)
    }
    // One that only waits is not mined.
    change.now = mixed('eth_getTransactionReceipt', { blockNumber: null, blockHash: null })
    expect(await client.receipt(deploying)).toBe(null)
  })
})

it('A82 X2 an error whose data is null is an answer as any other, and nothing of this app fails by it', async () => {
  const change = { now: honest }
  const client = await clientOf(change)
  change.now = (question, answer) =>
    question.method === 'eth_call' ? { id: answer.id, error: { code: 3, message: 'execution reverted', data: null } } : answer
  expect(await client.token(dao)).toEqual({ symbol: '', name: '', decimals: null })
  await expect(client.balance(dao, dao)).rejects.toMatchObject({ code: 'TOKEN_UNREADABLE' })
})

describe('much on one chain', () => {
  it('A83 logs that are too many for one answer are asked for in halves', async () => {
    const change = { now: honest }
    const client = await clientOf(change)
    const all = await client.facts({ dao, from: null })
    let refusals = 0
    change.now = (question, answer) => {
      const [filter] = (question.params ?? []) as readonly { readonly fromBlock: string; readonly toBlock: string }[]
      if (question.method !== 'eth_getLogs' || filter?.fromBlock === filter?.toBlock) return answer
      refusals += 1
      return { ...answer, result: [{ data: `0x${'00'.repeat(6 * 1024 * 1024)}` }] }
    }
    expect((await client.facts({ dao, from: null })).finalized).toEqual(all.finalized)
    expect(refusals).toBeGreaterThan(0)
  })

  it('A83 a page ends where its logs fill it, and the next one goes on there', async () => {
    const change = { now: honest }
    const client = await clientOf(change)
    const all = await client.facts({ dao, from: null })
    // Each block holds half a page more of what this version does not know.
    change.now = async (question, answer) => {
      const [filter] = (question.params ?? []) as readonly { readonly fromBlock: Hex; readonly toBlock: Hex }[]
      if (question.method !== 'eth_getLogs' || filter === undefined) return answer
      if (filter.fromBlock !== filter.toBlock) return { id: answer.id, error: { code: -32_005, message: 'too many' } }
      const hash = await harness.connect().blockHash(BigInt(filter.fromBlock))
      const log = { address: dao, blockNumber: filter.fromBlock, blockHash: hash, transactionHash: word('11'), topics: [word('22')] }
      const more = { ...log, logIndex: '0xfff', data: `0x${'00'.repeat(4 * 1024 * 1024)}` }
      return { ...answer, result: [...(answer.result as object[]), more] }
    }
    const first = await client.facts({ dao, from: null })
    expect(first).toMatchObject({ more: true, unfinalized: [] })
    const told = [...first.finalized]
    for (let page = first; page.more; told.push(...page.finalized)) page = await client.facts({ dao, from: page.cursor })
    expect(told).toEqual(all.finalized)
  })

  it('A84 facts in many blocks of many transactions are read: so many blocks are asked for at once as an answer holds', async () => {
    const change = { now: honest }
    const client = await clientOf(change)
    const [founded] = (await client.daos({ from: null })).finalized
    const blocks = 48
    await createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).mine({ blocks })
    change.now = async (question, answer) => {
      if (question.method === 'eth_getBlockByNumber' && question.params?.[0] !== '0x0' && answer.result !== null)
        return { ...answer, result: { ...(answer.result as object), transactions: Array.from({ length: 3_400 }, () => word('11')) } }
      if (question.method !== 'eth_getLogs') return answer
      const [log] = answer.result as readonly object[]
      const numbers = Array.from({ length: blocks }, (_, i) => BigInt(i + 1))
      const hashes = await Promise.all(numbers.map((number) => harness.connect().blockHash(number)))
      return {
        ...answer,
        result: numbers.map((number, i) => ({ ...log, blockNumber: `0x${number.toString(16)}`, blockHash: hashes[i], logIndex: '0x0' })),
      }
    }
    const page = await client.daos({ from: null })
    expect(page.finalized).toHaveLength(blocks)
    expect(page.finalized[0]?.fact).toEqual(founded?.fact)
  })
})

it('A85 X2 an endpoint that lets a page never end is left as soon as another is used, or none', { timeout: 60_000 }, async () => {
  const patient = { timeout: 15_000 }
  const change = { now: honest }
  const client = await clientOf(change)
  let asked = 0
  change.now = (question, answer) => {
    asked += 1
    const [filter] = (question.params ?? []) as readonly (string | { readonly fromBlock: string; readonly toBlock: string })[]
    if (question.method === 'eth_getBlockByNumber' && filter === 'latest')
      return { ...answer, result: { ...(answer.result as object), number: '0xffffffff' } }
    if (question.method !== 'eth_getLogs' || typeof filter !== 'object') return answer
    return filter.fromBlock === filter.toBlock
      ? { id: answer.id, result: [] }
      : { id: answer.id, error: { code: -32_005, message: 'too many' } }
  }
  const seen: string[] = []
  const stop = client.watch({
    dao,
    from: null,
    onHead: ({ number }) => void seen.push(number < 1_000n ? 'head' : 'lie'),
    onFacts: () => undefined,
    onFailure: () => void seen.push('failure'),
  })
  await expect.poll(() => asked, patient).toBeGreaterThan(100)
  client.setOnline(false)
  await expect.poll(() => seen, patient).toContain('failure')
  client.setOnline(true)
  const before = asked
  await expect.poll(() => asked, patient).toBeGreaterThan(before + 100)
  const told = seen.length
  client.setEndpoint(rpcUrl)
  await expect.poll(() => seen.length, patient).toBeGreaterThan(told)
  stop()
  // That the old one was left is no failure of the new one.
  expect(seen.slice(told)).toEqual(['head'])
})
