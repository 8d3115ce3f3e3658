import { decodeEntry, encodeEntry } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import type { LogStore } from '../index.ts'
import { allBytes, note, peer, picture, seededRandom } from '../fixtures/world.ts'
import { memoryStore } from '../memory/index.ts'
import { pureVerifier } from '../verify/pureVerifier.ts'

it('L46 what several peers bring at once is one transaction, each with its own report', async () => {
  let commits = 0
  const store = memoryStore({
    random: seededRandom('s'),
    fault: () => {
      commits++
      return null
    },
  })
  const [a, b] = [await peer('ann'), await peer('ben', { store })]
  await a.appendMany([note('1'), note('2'), note('3')])
  const bytes = allBytes(a)
  commits = 0
  const reports = await Promise.all([b.ingest(bytes.slice(2)), b.ingest([Uint8Array.of(1), ...bytes.slice(0, 2)]), b.ingest(bytes)])
  expect(reports.map(({ stored, known, refused }) => [stored.length, known, refused])).toEqual([
    [2, 0, 0],
    [2, 0, 1],
    [0, 4, 0],
  ])
  expect(commits).toBe(1)
  expect(picture(b)).toEqual(picture(a))
})

it('L46 D1 a badly signed copy brought at the same moment does not stand in the way of the good one', async () => {
  const [a, b] = [await peer('ann'), await peer('ben', { verifier: pureVerifier() })]
  await a.append(note('1'))
  const bytes = allBytes(a)
  const bad = bytes.map((one) => {
    const entry = decodeEntry(one)
    return encodeEntry({ ...entry, signature: new Uint8Array(64).fill(7) })
  })
  const reports = await Promise.all([b.ingest(bad), b.ingest(bytes), b.ingest(bad)])
  expect(reports.map(({ stored, refused }) => [stored.length, refused])).toEqual([
    [0, 2],
    [2, 0],
    [0, 2],
  ])
  expect(picture(b)).toEqual(picture(a))
})

/** A store that says of each commit how many entries it brought and whether it was flushed. */
const watched = (name: string): { readonly store: LogStore; readonly commits: [entries: number, durable: boolean][] } => {
  const commits: [number, boolean][] = []
  const inner = memoryStore({ random: seededRandom(name) })
  const commit: LogStore['commit'] = (space, changes) => {
    commits.push([changes.entries.length, changes.durable])
    inner.commit(space, changes)
  }
  return { store: { ...inner, commit }, commits }
}

it('L20 a write of this device goes in between two batches that are taken in, of which the last is flushed', async () => {
  const { store, commits } = watched('between')
  const [a, b] = [await peer('ann'), await peer('ben', { store })]
  await a.appendMany(Array.from({ length: 1_200 }, (_, i) => note(`${i}`)))
  await b.append(note('opens the log'))
  commits.length = 0
  const [{ stored }] = await Promise.all([b.ingest(allBytes(a)), b.append(note('meanwhile'))])
  expect(stored.length).toBe(1_201)
  const own = commits.findIndex(([entries, durable]) => entries === 1 && durable)
  expect([own >= 0, own < commits.length - 1]).toEqual([true, true])
  expect(commits.filter((_, i) => i !== own)).toEqual([
    [512, false],
    [512, false],
    [177, true],
  ])
})

it('L1 L20 what was stored unflushed is flushed though the last batch brings nothing new', async () => {
  const { store, commits } = watched('nothing')
  const [a, b] = [await peer('ann'), await peer('ben', { store })]
  await a.appendMany(Array.from({ length: 511 }, (_, i) => note(`${i}`)))
  const bytes = allBytes(a)
  commits.length = 0
  const { stored, known } = await b.ingest([...bytes, ...bytes.slice(0, 20)])
  expect([stored.length, known]).toEqual([512, 20])
  expect(commits).toEqual([
    [512, false],
    [0, true],
  ])
})
