import type { LogId } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { carry, heal, note, peer, rosters, seededRandom } from '../fixtures/world.ts'
import { copyDisk, memoryDisk, memoryStore } from '../memory/index.ts'
import { nextTurn } from './queue.ts'

describe('tips and their past', () => {
  it('L33 the tips of a stream name everything that counts in it, however many logs there are', async () => {
    const [a, b] = [await peer('ann'), await peer('ben')]
    const written = []
    for (let i = 0; i < 40; i++) {
      await a.startFreshIncarnation()
      written.push(await a.append(note(`${i}`)))
    }
    const apart = await b.append(note('apart'))
    await heal(a, b)
    expect(a.tips('governance').map(({ log, seq }) => ({ log, seq }))).toEqual(
      [written.at(-1)!, apart].map(({ log, seq }) => ({ log, seq })),
    )
    const past = a.pastOf(a.tips('governance'))
    expect([...written, apart].filter(({ log, seq }) => past.get(log) !== seq)).toEqual([])
    expect(past.size).toBe(41)
    const half = a.pastOf([written[19]!])
    expect(written.map(({ log }) => half.has(log))).toEqual(written.map((_, i) => i < 20))
    expect(half.has(apart.log)).toBe(false)
  })

  it('L33 a place beyond what is here counts as far as it is here, an unknown one not at all', async () => {
    const a = await peer('ann')
    const first = await a.append(note('1'))
    expect([...a.pastOf([{ log: first.log, seq: 99 }])]).toEqual([[first.log, 1]])
    expect(a.pastOf([{ log: 'ab'.repeat(32) as LogId, seq: 3 }]).size).toBe(0)
    const draft = await a.append(note('d', 'draft'))
    expect([a.tips('governance').length, a.tips('draft').map(({ log }) => log), a.tips('other')]).toEqual([1, [draft.log], []])
  })

  it('L33 D3 of a forked log only what lies below the fork is named; what rests on a branch still leads to its past', async () => {
    const disk = memoryDisk()
    const open = (on: typeof disk) => peer('eve', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
    const first = await open(disk)
    await first.append(note('common'))
    const [left, right] = [await open(disk), await open(copyDisk(disk))]
    for (const twin of [left, right]) await twin.proveContinuity([twin.heads('governance')])
    const [a, b] = [await peer('ann'), await peer('ben')]
    const early = await b.append(note('before the fork'))
    await carry(b, left)
    const onLeft = await left.append(note('left, rests on ben'))
    const onRight = await right.append(note('right'))
    await carry(left, a)
    const cites = await a.append(note('rests on the left'))
    await carry(right, a)
    expect(a.heads('governance').find(({ log }) => log === onRight.log)).toMatchObject({ state: 'forked', seq: 2 })
    const past = a.pastOf([cites])
    expect([past.get(cites.log), past.get(early.log), past.get(onLeft.log)]).toEqual([1, 1, 1])
    expect(a.pastOf([onLeft]).get(onLeft.log)).toBe(1)
  })
})

it('L32 D12 while new facts are being judged no state hash is claimed', async () => {
  const chain = rosters(['ann', 'ben'], ['ann', 'ben', 'cid'])
  const a = await peer('ann', { views: chain.seen() })
  await a.appendMany(Array.from({ length: 600 }, (_, i) => note(`${i}`)))
  const seen = chain.seen(1)
  const cut = { count: 1, eventRoot: '11'.repeat(32) }
  const meanwhile: (string | null)[] = []
  const b = await peer('ben', {
    views: seen,
    breathe: async () => {
      if (seen.known > 1) meanwhile.push(b.stateHash(cut))
    },
  })
  await carry(a, b)
  expect(b.waiting().view).toBeGreaterThan(0)
  expect(b.stateHash(cut)).not.toBeNull()
  // The turn after taking them in is over.
  await nextTurn()
  seen.known = 2
  await b.viewsChanged()
  // The last turn is the one after the work (L45).
  const after = meanwhile.pop()
  expect(meanwhile.length).toBeGreaterThan(0)
  expect([...new Set(meanwhile)]).toEqual([null])
  expect(after).toBe(a.stateHash(cut))
  expect(b.stateHash(cut)).toBe(a.stateHash(cut))
})
