import { foldRounds, type RoundRecord } from '@daomesh/governance'
import { address, type RoundFact, type RoundId, type SpaceId, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisOf, people } from '../../fixtures/home.ts'
import { readDaoOf } from '../../fixtures/readDao.ts'
import { listRounds } from './readRounds.ts'
import { listOwnContributions, listRoundTasks } from './readRoundsOfMine.ts'

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
/** Of a DAO that this account is a member of. */
const member = () => ({ members: new Set([ann]) })
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

test('M391 N4: rounds that strangers open, with this account on their rosters, cost the inbox no question and no line', async () => {
  const strangers = Array.from({ length: 100 }, (_, n) => address.parse(`0x${(n + 1).toString(16).padStart(40, '0')}`))
  const known = address.parse(`0x${'d0'.repeat(20)}`)
  const roundOf = (confederation: typeof ann, n: number): RoundFact => ({
    ...opened,
    id: `0x${n.toString(16).padStart(64, '0')}` as RoundId,
    round: { ...opened.round, confederation },
  })
  const facts = [...strangers, known, known].map(roundOf)
  const handedOver = facts[3]?.kind === 'opened' ? facts[3].id : ''
  const asked: string[] = []
  const seat = { account: ann, kind: 0, power: 1n, shares: 1n }
  const events = facts.map((fact, at) => ({ fact, transaction: hash, at, block: BigInt(at + 2), blockHash: hash, logIndex: 0 }))
  const book = foldRounds(facts)
  const { node } = withGifts(0)
  const rows = await listRoundTasks({
    ...node,
    spaces: { daos: () => [{ ...readDaoOf(known, genesisOf(people), []), view: member, id: hash.slice(2) as SpaceId }] },
    rounds: {
      ...node.rounds,
      look: () => Promise.resolve({ book, settled: book, events }),
      keptText: (of) => (of === handedOver ? 'no words' : null),
      factsOf: (dao) => {
        asked.push(dao)
        const fact = { kind: 'rosterChanged', epoch: 1, members: [seat] } as const
        return Promise.resolve([{ fact, transaction: hash, at: 0, block: 1n, blockHash: hash, logIndex: 0 }])
      },
    },
  })
  expect(asked).toEqual([strangers[3], known, known])
  expect(rows.map(({ action, as, round }) => [action, as, round])).toEqual(
    [3, 100, 101].map((n) => ['contribute', ann, `0x${n.toString(16).padStart(64, '0')}`]),
  )
})

test('M396 N4: rounds that strangers open crowd nobody else out of the list, and make it no longer than it may be', async () => {
  const known = address.parse(`0x${'d0'.repeat(20)}`)
  const roundOf = (confederation: typeof ann, n: number): RoundFact => ({
    ...opened,
    id: `0x${n.toString(16).padStart(64, '0')}` as RoundId,
    round: { ...opened.round, confederation },
    projects: [{ payee: n === 1 ? ann : confederation, contentHash: hash }],
  })
  const crowd = Array.from({ length: 300 }, (_, n) => address.parse(`0x${(n + 9).toString(16).padStart(40, '0')}`))
  const facts = [known, ...crowd].map(roundOf)
  const gave: RoundFact = { kind: 'funded', id: `0x${'2'.padStart(64, '0')}` as RoundId, funder: ann, number: 0, amount: 1n }
  const book = foldRounds([...facts, gave])
  const { node } = withGifts(0)
  const rows = await listRounds({
    ...node,
    spaces: { daos: () => [{ ...readDaoOf(known, genesisOf(people), []), view: member }] },
    rounds: { ...node.rounds, look: () => Promise.resolve({ book, settled: book, events: [] }) },
  })
  // Of a DAO here, for this account, with its money, and the newest hundred of the others.
  const numbers = rows.map(({ round }) => Number(BigInt(round)))
  expect(numbers).toEqual([0, 1, 2, ...Array.from({ length: 100 }, (_, i) => 201 + i)])
})
