import { foldRounds, type RoundRecord } from '@daomesh/governance'
import { address, type RoundFact, type RoundId, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { listOwnContributions } from './readRoundsOfMine.ts'

const ann = address.parse(`0x${'a1'.repeat(20)}`)
const id = `0x${'1'.repeat(64)}` as RoundId
const hash = `0x${'2'.repeat(64)}` as const
const opened: RoundFact = {
  kind: 'opened',
  id,
  round: {
    confederation: address.parse(`0x${'c0'.repeat(20)}`),
    token: zeroAddress,
    closesAt: 100,
    finaliseBy: 200,
    minimum: 1n,
    capBps: 10_000,
    projectsHash: hash,
    contentHash: hash,
    nonce: 0n,
  },
  projects: [{ payee: ann, contentHash: hash }],
  seats: [0],
}
const gift: RoundFact = { kind: 'contributed', id, account: ann, seat: 0, project: 0, amount: 1n }

/** Of the node only what is asked of it, and a round that says how often its gifts were read. */
const withGifts = (count: number) => {
  const facts = [opened, ...Array.from({ length: count }, () => gift)]
  const { rounds, ...book } = foldRounds(facts)
  const record = rounds.get(id)
  if (record === undefined) throw new RangeError('it was opened')
  let reads = 0
  const read: RoundRecord = Object.defineProperty({ ...record }, 'contributions', {
    get: () => {
      reads += 1
      return record.contributions
    },
  })
  const seen = { ...book, rounds: new Map([[id, read]]) }
  const events = facts.map((fact, at) => ({ fact, transaction: hash, at, block: BigInt(at), blockHash: hash, logIndex: 0 }))
  const node = {
    account: { current: () => ann, required: () => ann },
    spaces: { daos: () => [] },
    chainView: { now: () => 50 },
    adapters: {
      chain: { client: { head: () => Promise.resolve({ number: 50n, hash, timestamp: 50, finalized: { number: 50n, hash } }) } },
    },
    rounds: {
      look: () => Promise.resolve({ book: seen, settled: seen, events }),
      rounds: zeroAddress,
      keptText: () => null,
    },
  }
  return { node, reads: () => reads }
}

test('M360 N4: what an account gave is listed without counting the round anew for each gift', async () => {
  const { node, reads } = withGifts(50)
  const rows = await listOwnContributions(node)
  expect(rows).toHaveLength(50)
  expect(rows[0]).toMatchObject({ round: id, amount: '1', status: 'contributing' })
  expect(reads()).toBeLessThan(5)
})
