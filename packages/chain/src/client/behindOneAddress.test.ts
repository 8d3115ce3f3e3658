import type { Address, Hex } from '@daomesh/protocol'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found } from '../acceptance/fixtures.ts'
import type { ChainHarness } from '../acceptance/harness.ts'
import { realClock } from '../acceptance/realClock.ts'
import { openAnvilHarness } from '../devnet/anvilHarness.ts'
import { type Answer, type Change, changingEndpoint, honest } from '../devnet/changingEndpoint.ts'
import { proxyEndpoint, type ProxyEndpoint, type Question } from '../devnet/proxyEndpoint.ts'
import { createChainClient, type EndpointClient } from './createChainClient.ts'

let harness: ChainHarness
let rpcUrl: string
let dao: Address
let deploying: Hex
const proxies: ProxyEndpoint[] = []
const otherHash = `0x${'99'.repeat(32)}`

/** A client of an address behind which one of several endpoints changes an answer. */
const clientOf = async (change: { now: Change }): Promise<EndpointClient> => {
  const proxy = await changingEndpoint(rpcUrl, change)
  proxies.push(proxy)
  return createChainClient({ rpcUrl: proxy.rpcUrl, profile: harness.profile, clock: realClock })
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

describe('several endpoints behind one address', () => {
  it('A93 X2 one that has not come as far as the one that told the head leaves out nothing: blocks are read by who knows the last of them', async () => {
    const { finalized } = await harness.connect().facts({ dao, from: null })
    const newest = Number(finalized.at(-1)?.block)
    let behind = 0
    /** What a node answers that has not come to the newest fact: logs up to its own head, without a word, and of later blocks nothing. */
    const lagging = ({ method, params }: Question, answer: Answer): Answer => {
      const isLater = (number: unknown): boolean => typeof number === 'string' && Number(number) >= newest
      if (method === 'eth_getBlockByNumber' && isLater(params?.[0])) return { ...answer, result: null }
      if (method !== 'eth_getLogs') return answer
      return { ...answer, result: (answer.result as { blockNumber: string }[]).filter(({ blockNumber }) => !isLater(blockNumber)) }
    }
    const proxy = await proxyEndpoint(rpcUrl, async (asked, ask) => {
      const questions = [asked].flat()
      const answers = [(await ask(asked)) as Answer | Answer[]].flat()
      if (behind === 0 || !questions.some(({ method }) => method === 'eth_getLogs')) return Array.isArray(asked) ? answers : answers[0]
      behind -= 1
      const told = answers.map((answer) => lagging(questions.find(({ id }) => id === answer.id) ?? { id: 0, method: '' }, answer))
      return Array.isArray(asked) ? told : told[0]
    })
    proxies.push(proxy)
    const client = createChainClient({ rpcUrl: proxy.rpcUrl, profile: harness.profile, clock: realClock })
    behind = 2
    const page = await client.facts({ dao, from: null })
    expect(behind).toBe(0)
    expect(page.finalized).toEqual(finalized)
    // One that is asked again and again and never comes so far is no endpoint to read from.
    behind = 1_000
    await expect(client.facts({ dao, from: null })).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  })

  it('A96 X1 X2 a receipt from a branch that one of them still holds is none once the block of that number is final', async () => {
    const change = { now: honest }
    const client = await clientOf(change)
    expect(await client.receipt(deploying)).toMatchObject({ ok: true, final: true })
    change.now = (question, answer) =>
      question.method === 'eth_getTransactionReceipt'
        ? { ...answer, result: { ...(answer.result as object), blockHash: otherHash } }
        : answer
    expect(await client.receipt(deploying)).toBe(null)
  })

  it('A97 X2 a cursor that one of them denies for once is asked about again, before anybody throws away what was read', async () => {
    const change = { now: honest }
    const client = await clientOf(change)
    const { cursor } = await client.facts({ dao, from: null })
    await createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).mine({ blocks: 200 })
    const at = `0x${(cursor?.number ?? 0n).toString(16)}`
    let denials = 0
    change.now = (question, answer) =>
      question.method === 'eth_getBlockByNumber' && question.params?.[0] === at && denials-- > 0
        ? { ...answer, result: { ...(answer.result as object), hash: otherHash } }
        : answer
    denials = 2
    expect(await client.facts({ dao, from: cursor })).toMatchObject({ finalized: [] })
    // The same of one that is stuck far below.
    denials = 0
    let stuck = 2
    const head = await client.blockHash(1n)
    change.now = async (question, answer) =>
      question.method === 'eth_getBlockByNumber' && question.params?.[0] === 'latest' && stuck-- > 0
        ? { ...answer, result: { ...(answer.result as object), number: '0x1', hash: head } }
        : answer
    const later = { number: 190n, hash: (await client.blockHash(190n)) ?? ('0x' as const) }
    expect(await client.facts({ dao, from: later })).toMatchObject({ finalized: [] })
    change.now = (question, answer) =>
      question.method === 'eth_getBlockByNumber' && question.params?.[0] === at
        ? { ...answer, result: { ...(answer.result as object), hash: otherHash } }
        : answer
    await expect(client.facts({ dao, from: cursor })).rejects.toMatchObject({ code: 'CHAIN_EVENTS_DIFFER' })
  })

  it('A4 X1 a chain that comes to lie lower while a page is read has the page read anew', async () => {
    const change = { now: honest }
    const client = await clientOf(change)
    const { head, finalized } = await client.facts({ dao, from: null })
    let until = 0
    change.now = (question, answer) =>
      question.method === 'eth_getBlockByNumber' && question.params?.[0] === `0x${head.number.toString(16)}` && --until === 0
        ? { ...answer, result: null }
        : answer
    // Whichever question about the newest block it is that finds it gone.
    for (let time = 1; time <= 3; time++) {
      until = time
      expect((await client.facts({ dao, from: null })).finalized).toEqual(finalized)
    }
  })
})
