import { decodeEntry, type LogId } from '@daomesh/protocol'
import { expect, it, vi } from 'vitest'
import { carry, note, peer, rosters, seededRandom, shuffled, allBytes } from '../fixtures/world.ts'
import { copyDisk, memoryDisk, memoryStore } from '../memory/index.ts'
import type { LogStore } from '../store/LogStore.ts'
import type { Core } from './core.ts'
import { EntryOrder } from './layers.ts'
import { depthAt } from './read.ts'

/** A device that writes the same place of its log anew, each time from a copy of its home. */
const forked = async (branches: number) => {
  const disk = memoryDisk()
  const open = (on: typeof disk) => peer('eve', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
  const first = await (await open(disk)).append(note('common'))
  const copies = Array.from({ length: branches }, () => copyDisk(disk))
  const ben = await peer('ben', { views: rosters(null).seen() })
  for (const [i, copy] of copies.entries()) {
    const eve = await open(copy)
    await eve.proveContinuity([eve.heads('governance')])
    await eve.append(note(`branch ${i}`))
    await carry(eve, ben)
  }
  return { ben, log: first.log, seq: first.seq + 1 }
}

it('L24 L49 N10 all branches of a place are served, each read when it is asked for: no fork is larger than the memory', async () => {
  let reads = 0
  const { ben, log, seq } = await forked(12)
  const disk = memoryDisk()
  const plain = memoryStore({ random: seededRandom('c'), disk })
  const store: LogStore = {
    ...plain,
    read: (id) => {
      reads += 1
      return plain.read(id)
    },
  }
  const cid = await peer('cid', { store })
  await cid.ingest(shuffled(allBytes(ben), seededRandom('order')))
  reads = 0
  const entries = cid.entriesAt(log, seq)[Symbol.iterator]()
  expect(reads).toBe(0)
  entries.next()
  expect(reads).toBe(1)
  const all = [...cid.entriesAt(log, seq)]
  expect(all).toHaveLength(12)
  const ids = cid.idsAt(log, seq)
  expect(ids).toEqual(all.map((wire) => decodeEntry(wire).id))
  reads = 0
  expect([...cid.entriesAt(log, seq, new Set(ids.slice(3, 5)))]).toEqual(all.slice(3, 5))
  expect(reads).toBe(2)
  const zed = await peer('zed')
  for (let at = 0; cid.depthAt(log, at) !== null; at++) await zed.ingest([...cid.entriesAt(log, at)])
  expect(zed.head(log)).toEqual(cid.head(log))
  expect([...cid.entriesAt(log, 99), ...cid.entriesAt('ab'.repeat(32) as LogId, 0)]).toEqual([])
})

it('L49 D3 a place with more branches than a call takes arguments has a depth still', () => {
  // No real replica: so many branches take hours to write, and what is asked here is whether a walk over them ends.
  const nodes = Array.from({ length: 300_000 }, (_, i) => ({ depth: 7 + i }))
  const core = { graph: { logs: new Map([['log', { bySeq: new Map([[1, nodes]]) }]]) } } as unknown as Core
  expect(depthAt(core, 'log' as LogId, 1)).toBe(7)
})

it('L59 D3 a device that forks a log in each of many streams at once has what is here walked once, and not for each', async () => {
  const streams = Array.from({ length: 40 }, (_, i) => `draft/${i}`)
  const ben = await peer('ben', { views: rosters(null).seen() })
  const disk = memoryDisk()
  const open = (on: typeof disk) => peer('eve', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
  const eve = await open(disk)
  for (const stream of streams) await eve.append(note('common', stream))
  const other = await open(copyDisk(disk))
  await other.proveContinuity([streams.flatMap((stream) => other.heads(stream))])
  for (const stream of streams) await eve.append(note('one', stream))
  await carry(eve, ben)
  for (const stream of streams) await other.append(note('two', stream))
  const walks = vi.spyOn(EntryOrder.prototype, Symbol.iterator)
  await carry(other, ben)
  expect(walks.mock.calls.length).toBeLessThan(10)
  walks.mockRestore()
  // The common entry of each is an end again: opening, common, and the two of the fork.
  for (const stream of streams) expect([stream, ben.tips(stream).map(({ seq }) => seq)]).toEqual([stream, [1]])
})
