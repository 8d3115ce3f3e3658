import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realClock } from '../acceptance/realClock.ts'
import { factoryAddress } from '../calls/factoryAddress.ts'
import { deployFactory } from '../actions/deployFactory.ts'
import { proxyEndpoint, type ProxyEndpoint, type Question } from '../devnet/proxyEndpoint.ts'
import { type Devnet, startDevnet } from '../devnet/startDevnet.ts'
import { createChainClient } from './createChainClient.ts'
import { deniesFirstBlock, findFirstBlock } from './findFirstBlock.ts'
import { sandboxProfile } from './profiles.ts'

const factory = factoryAddress()
const blocksBefore = 40
let devnet: Devnet
let other: Devnet
const proxies: ProxyEndpoint[] = []
const proxy = async (...words: Parameters<typeof proxyEndpoint>): Promise<ProxyEndpoint> => {
  const made = await proxyEndpoint(...words)
  proxies.push(made)
  return made
}

beforeAll(async () => {
  ;[devnet, other] = await Promise.all([startDevnet(), startDevnet()])
  await createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) }).mine({ blocks: blocksBefore })
  const [account] = devnet.accounts
  if (account === undefined) throw new RangeError('a sandbox has accounts')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account })
})
afterAll(async () => {
  for (const one of proxies) await one.close()
  await Promise.all([devnet.stop(), other.stop()])
})

describe('endpoints of one chain', () => {
  it('A80 whoever watches a silent endpoint looks at once when another one is used, or when it is switched on again', async () => {
    const gone = await proxy(devnet.rpcUrl)
    await gone.close()
    // Without being woken it would not look again while this test runs.
    const profile = { ...sandboxProfile(devnet.identity, factory), poll: 3_600_000, slowestPoll: 3_600_000 }
    const client = createChainClient({ rpcUrl: gone.rpcUrl, profile, clock: realClock })
    const seen: string[] = []
    const stop = client.watch({
      dao: factory,
      from: null,
      onHead: () => void seen.push('head'),
      onFacts: () => undefined,
      onFailure: () => void seen.push('failure'),
    })
    await expect.poll(() => seen).toEqual(['failure'])
    client.setEndpoint(devnet.rpcUrl)
    expect(client.rpcUrl()).toBe(devnet.rpcUrl)
    await expect.poll(() => seen).toEqual(['failure', 'head'])
    client.setOnline(false)
    client.setOnline(true)
    await createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) }).mine({ blocks: 1 })
    client.setOnline(true)
    await expect.poll(() => seen.length).toBe(3)
    // An endpoint of another chain is noticed as ever.
    client.setEndpoint(other.rpcUrl)
    await expect(client.head()).rejects.toMatchObject({ code: 'CHAIN_MISMATCH' })
    stop()
  })

  it('A81 the first block with a contract of this version is found, whatever came after', async () => {
    expect(await findFirstBlock({ rpcUrl: devnet.rpcUrl, factory })).toBe(BigInt(blocksBefore + 1))
    expect(await findFirstBlock({ rpcUrl: other.rpcUrl, factory })).toBe(0n)
  })

  const numberOf = ({ params = [] }: Question): number => Number(params[1])
  const forgetful =
    (answer: (question: Question) => object) =>
    async (asked: Question | readonly Question[], ask: (body: unknown) => Promise<unknown>): Promise<unknown> => {
      const one = async (question: Question): Promise<unknown> =>
        ['eth_getTransactionCount', 'eth_getCode'].includes(question.method) && numberOf(question) < blocksBefore + 4
          ? { jsonrpc: '2.0', id: question.id, ...answer(question) }
          : ask(question)
      return Array.isArray(asked) ? Promise.all((asked as readonly Question[]).map(one)) : one(asked as Question)
    }

  it('A81 an endpoint that keeps no past, and says so or makes it up, costs time and no fact', async () => {
    const honest = await proxy(
      devnet.rpcUrl,
      forgetful(() => ({ error: { code: -32_000, message: 'missing trie node' } })),
    )
    expect(await findFirstBlock({ rpcUrl: honest.rpcUrl, factory })).toBe(0n)
    const silent = await proxy(
      devnet.rpcUrl,
      forgetful(({ method }) => ({ result: method === 'eth_getCode' ? '0x' : '0x0' })),
    )
    expect(await findFirstBlock({ rpcUrl: silent.rpcUrl, factory })).toBe(0n)
    await silent.close()
    expect(await findFirstBlock({ rpcUrl: silent.rpcUrl, factory })).toBe(0n)
  })

  it('A95 X2 what another endpoint called the first block is denied by who knows a contract before it, and by nobody who keeps no past', async () => {
    const denies = (rpcUrl: string, block: number) => deniesFirstBlock({ rpcUrl, factory, block: BigInt(block) })
    const { rpcUrl } = devnet
    expect(await denies(rpcUrl, blocksBefore + 1)).toBe(false)
    expect(await denies(rpcUrl, blocksBefore + 2)).toBe(true)
    expect(await Promise.all([denies(rpcUrl, 0), denies(other.rpcUrl, 0), denies(other.rpcUrl, 1)])).toEqual([false, false, false])
    const honest = await proxy(
      rpcUrl,
      forgetful(() => ({ error: { code: -32_000, message: 'missing trie node' } })),
    )
    expect(await denies(honest.rpcUrl, blocksBefore + 2)).toBe(false)
  })

  it('A87 X2 one answer that was wrong for once, of many endpoints behind one address, costs time and no fact', async () => {
    await createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) }).mine({ blocks: 60 })
    let asked = 0
    const flaky = await proxy(devnet.rpcUrl, async (questions, ask) => {
      const all = [questions].flat()
      const [first] = all
      if (first?.method !== 'eth_getTransactionCount' || numberOf(first) <= blocksBefore + 1) return ask(questions)
      asked += 1
      // The newest block is asked about first, then the middle: that one is forgotten this once.
      return asked === 2 ? all.map(({ id }) => ({ jsonrpc: '2.0', id, result: '0x0' })) : ask(questions)
    })
    expect(await findFirstBlock({ rpcUrl: flaky.rpcUrl, factory })).toBe(0n)
    expect(asked).toBeGreaterThan(2)
  })
})
