import type { ChainClient, FactsCursor } from '@daomesh/chain'
import { address, DaomeshError, type Hex, type RoundFact, type RoundId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { settledSteps } from '../due/settledSteps.ts'
import { createRoundDesk } from './createRoundDesk.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const zero: Hex = `0x${'00'.repeat(32)}`
const hashOf = (salt: string, number: bigint): Hex => `0x${salt}${number.toString(16).padStart(62, '0')}`
const opened = (byte: string): RoundFact => ({
  kind: 'opened',
  id: `0x${byte.repeat(32)}` as RoundId,
  round: {
    confederation: at('c0'),
    token: at('00'),
    closesAt: 9,
    finaliseBy: 99_999,
    minimum: 1n,
    capBps: 10_000,
    projectsHash: zero,
    contentHash: zero,
    nonce: 1n,
  },
  projects: [],
  seats: [0],
})

const profile = { identity: { chainId: 1n, genesisHash: zero } } as unknown as ChainClient['profile']

/** A chain that tells one fact a block, all of them final. */
const scene = () => {
  const state = { told: [opened('a1'), opened('b0')], salt: 'aa' }
  const asked: (bigint | null)[] = []
  const roundFacts: ChainClient['roundFacts'] = async ({ from }: { readonly from: FactsCursor | null }) => {
    asked.push(from?.number ?? null)
    if (from !== null && from.hash !== hashOf(state.salt, from.number)) throw new DaomeshError('CHAIN_EVENTS_DIFFER')
    const last = BigInt(state.told.length)
    const block = { number: last, hash: hashOf(state.salt, last) }
    const finalized = state.told
      .map((fact, i) => ({
        fact,
        block: BigInt(i + 1),
        blockHash: hashOf(state.salt, BigInt(i + 1)),
        transaction: zero,
        logIndex: 0,
        at: 0,
      }))
      .filter((event) => event.block > (from?.number ?? 0n))
    return { finalized, cursor: block, unfinalized: [], head: { ...block, timestamp: 0, finalized: block }, more: false }
  }
  const facts = () => Promise.reject(new Error('no DAO is asked about'))
  return { state, asked, client: { roundFacts, facts, profile } }
}

test('M130 K3 a chain that tells another history only costs a reading of the rounds from the beginning', async () => {
  const { state, asked, client } = scene()
  const desk = createRoundDesk({ client, meta: memoryMeta() })
  expect([...(await desk.look()).book.rounds.keys()]).toHaveLength(2)
  ;[state.salt, state.told] = ['bb', [opened('c2')]]
  expect([...(await desk.look()).book.rounds.keys()]).toEqual([`0x${'c2'.repeat(32)}`])
  expect(asked).toEqual([null, 2n, null])
})

test('M130 K3 a later start asks for what is new alone; damaged rows, and another history, cost a reading from the beginning', async () => {
  const { state, asked, client } = scene()
  const meta = memoryMeta()
  const first = await createRoundDesk({ client, meta }).look()
  const gift: RoundFact = { kind: 'contributed', id: `0x${'a1'.repeat(32)}` as RoundId, account: at('e1'), seat: 0, project: 0, amount: 7n }
  state.told.push(gift)
  const second = await createRoundDesk({ client, meta }).look()
  expect(second.events.slice(0, 2)).toEqual(first.events)
  expect(second.events[2]?.fact).toEqual(gift)
  expect((await createRoundDesk({ client, meta }).look()).events).toEqual(second.events)
  const [row] = meta.list('rounds:').filter(({ key }) => key.includes('event/'))
  meta.set(row?.key ?? '', new Uint8Array([1, 2, 3]))
  expect((await createRoundDesk({ client, meta }).look()).events).toEqual(second.events)
  ;[state.salt, state.told] = ['bb', [opened('c2')]]
  expect((await createRoundDesk({ client, meta }).look()).events).toHaveLength(1)
  expect(asked).toEqual([null, 2n, 3n, null, 3n, null])
  expect(meta.list('rounds:').filter(({ key }) => key.includes('event/'))).toHaveLength(1)
})

test('M390 N5 a look folds what came and nothing again; read anew from the beginning nothing of before is left', async () => {
  const { state, client } = scene()
  const desk = createRoundDesk({ client, meta: memoryMeta() })
  const [first, other] = ['a1', 'b0'].map((byte) => `0x${byte.repeat(32)}` as RoundId)
  if (first === undefined || other === undefined) throw new RangeError('two were opened')
  const before = await desk.look()
  const gift = (amount: bigint): RoundFact => ({ kind: 'contributed', id: first, account: at('e1'), seat: 0, project: 0, amount })
  state.told = [...state.told, gift(7n)]
  const after = await desk.look()
  expect(after.book.rounds.get(other)).toBe(before.book.rounds.get(other))
  expect(after.book.rounds.get(first)?.contributions).toMatchObject([{ amount: 7n }])
  expect(await desk.look()).toBe(after)
  ;[state.salt, state.told] = ['bb', [opened('a1'), opened('b0'), gift(9n)]]
  const anew = await desk.look()
  expect(anew.book.rounds.get(first)?.contributions).toMatchObject([{ amount: 9n }])
  expect(anew.events).toHaveLength(3)
})

test('M305 X1 rounds are shown with what may still vanish, and told apart from what is there for good', async () => {
  const { state, client } = scene()
  const loose = opened('d3')
  let isFinal = false
  const roundFacts: typeof client.roundFacts = async (request) => {
    const page = await client.roundFacts(request)
    const [of] = page.finalized
    return isFinal || of === undefined
      ? page
      : { ...page, unfinalized: [{ ...of, block: 9n, blockHash: hashOf(state.salt, 9n), fact: loose }] }
  }
  const desk = createRoundDesk({ client: { ...client, roundFacts }, meta: memoryMeta() })
  const first = await desk.look()
  expect([first.book.rounds.size, first.settled.rounds.size]).toEqual([3, 2])
  ;[isFinal, state.told] = [true, [...state.told, loose]]
  const second = await desk.look()
  expect([...second.settled.rounds.keys()]).toEqual([...first.book.rounds.keys()])
  expect(second.settled).toBe(second.book)
})

test('M305 what a node does by itself is due by final facts too, by whatever name', () => {
  const steps = [
    { name: ['round', 'payout', '1'], worth: 1n },
    { name: ['round', 'payout', '2'], worth: 1n },
  ]
  expect(settledSteps(steps, [{ name: ['round', 'payout', '2'], worth: 9n }])).toEqual(steps.slice(1))
  expect(settledSteps(steps, [])).toEqual([])
})
