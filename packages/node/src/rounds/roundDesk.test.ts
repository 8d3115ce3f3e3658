import type { ChainClient, FactsCursor } from '@daomesh/chain'
import { address, DaomeshError, type Hex, type RoundFact, type RoundId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
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

test('M130 K3 a chain that tells another history only costs a reading of the rounds from the beginning', async () => {
  const scene = { told: [opened('a1'), opened('b0')], salt: 'aa' }
  const asked: (bigint | null)[] = []
  const roundFacts: ChainClient['roundFacts'] = async ({ from }: { readonly from: FactsCursor | null }) => {
    asked.push(from?.number ?? null)
    if (from !== null && from.hash !== hashOf(scene.salt, from.number)) throw new DaomeshError('CHAIN_EVENTS_DIFFER')
    const last = BigInt(scene.told.length)
    const block = { number: last, hash: hashOf(scene.salt, last) }
    const finalized = scene.told
      .map((fact, i) => ({
        fact,
        block: BigInt(i + 1),
        blockHash: hashOf(scene.salt, BigInt(i + 1)),
        transaction: zero,
        logIndex: 0,
        at: 0,
      }))
      .filter((event) => event.block > (from?.number ?? 0n))
    return { finalized, cursor: block, unfinalized: [], head: { ...block, timestamp: 0, finalized: block }, more: false }
  }
  const facts = () => Promise.reject(new Error('no DAO is asked about'))
  const desk = createRoundDesk({ client: { roundFacts, facts }, meta: memoryMeta() })
  expect([...(await desk.look()).book.rounds.keys()]).toHaveLength(2)
  ;[scene.salt, scene.told] = ['bb', [opened('c2')]]
  expect([...(await desk.look()).book.rounds.keys()]).toEqual([`0x${'c2'.repeat(32)}`])
  expect(asked).toEqual([null, 2n, null])
})
