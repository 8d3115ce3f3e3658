import { decodeEntry, encodeEntry } from '@daomesh/protocol'
import { expect, it } from 'vitest'
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
