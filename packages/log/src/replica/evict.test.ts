import { type DeviceId, type EntryHeader, type EntryId, limits, type LogId, type SpaceId, type ViewId } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import { attachHeader, evictIncomplete } from './graph.ts'
import { emptyGraph, type EntryNode, type Graph } from './model.ts'

/** What waits, and how often one of it was looked at. */
class Counted extends Set<EntryNode> {
  looks = 0;
  override *[Symbol.iterator](): SetIterator<EntryNode> {
    for (const one of super[Symbol.iterator]()) {
      this.looks += 1
      yield one
    }
  }
}

const hex = (n: number): string => n.toString(16).padStart(64, '0')

/** A graph in which so many entries wait for a past that nobody has, at the places that are given. */
const flooded = (many: number, placeOf: (i: number) => { readonly log: number; readonly seq: number }) => {
  const incomplete = new Counted()
  const graph: Graph = { ...emptyGraph(hex(1) as SpaceId), incomplete }
  for (let i = 0; i < many; i++) {
    const { log, seq } = placeOf(i)
    const header: EntryHeader = {
      v: 1,
      space: graph.space,
      log: hex(1_000_000 + log) as LogId,
      seq,
      prev: hex(2_000_000) as EntryId,
      parents: [],
      view: hex(0) as ViewId,
      at: 0,
      device: hex(log) as DeviceId,
      opening: null,
      kind: 'comment.post',
      keyId: null,
      bodyHash: hex(0),
      bodySize: 0,
    }
    attachHeader(graph, hex(3_000_000 + i) as EntryId, header, { completed: [], broken: [] })
  }
  incomplete.looks = 0
  return { graph, incomplete }
}

const over = limits.batchEntries
const many = limits.pendingEntries + over

it.each([
  ['a log each', (i: number) => ({ log: i, seq: 5 })],
  ['two logs by turns', (i: number) => ({ log: i % 2, seq: 5 + i })],
  ['one place', () => ({ log: 0, seq: 5 })],
])('L54 N5 what is above the bound leaves in one walk over what waits: %s', (_, placeOf) => {
  const { graph, incomplete } = flooded(many, placeOf)
  const places = new Map<string, number>()
  for (const log of graph.logs.values()) {
    const { get } = log.bySeq
    Object.assign(log.bySeq, {
      get: (seq: number) => {
        places.set(`${log.id} ${seq}`, (places.get(`${log.id} ${seq}`) ?? 0) + 1)
        return get.call(log.bySeq, seq)
      },
    })
  }
  expect(evictIncomplete(graph, limits.pendingEntries)).toHaveLength(over)
  expect(incomplete.size).toBe(limits.pendingEntries)
  expect(incomplete.looks).toBe(many)
  // Each place is read once, however many of it leave.
  expect(Math.max(...places.values())).toBe(1)
})

it('L23 L54 the loudest log loses its oldest, down to the next louder one, and who is quiet loses nothing', () => {
  const { graph } = flooded(1_100, (i) => ({ log: i < 100 ? 0 : i < 300 ? 1 : 2, seq: 5 + i }))
  const evicted = evictIncomplete(graph, 500)
  const left = [...graph.logs.values()].map(({ incomplete }) => incomplete)
  expect(evicted).toHaveLength(600)
  expect(evicted.every(({ log }) => log.id !== (hex(1_000_000) as LogId))).toBe(true)
  expect(left.reduce((sum, one) => sum + one, 0)).toBe(500)
  expect(left[0]).toBe(100)
  expect(evicted[0]?.seq).toBe(305)
  expect(evictIncomplete(graph, 500)).toEqual([])
})
