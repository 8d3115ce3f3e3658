import { decodeEntry, governanceStream, type SyncSpace } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createMemorySpace, testDevice, testLog, testSpace } from '../testing/memorySpace.ts'
import { createSimulation } from '../testing/simulation.ts'
import { syncLimits } from './syncFrames.ts'

const space = testSpace('branches')
const many = (count: number, make: (i: number) => Uint8Array): Uint8Array[] => Array.from({ length: count }, (_, i) => make(i))

test('S18 N4 who goes on forking one log makes a peer fetch what is new of it, and not again all that lies above the fork', async () => {
  const sim = createSimulation(17)
  const author = testDevice()
  const honest = testLog(testDevice(), space)
  const trunk = testLog(author, space)
  const stem = many(5, (n) => trunk.write(`stem ${n}`))
  const prev = decodeEntry(stem[4]!).id
  const fork = () => testLog(author, space, governanceStream, { from: { seq: 5, prev } })
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  const long = many(
    300,
    (
      (log) => (n: number) =>
        log.write(`${'word '.repeat(100)}${n}`)
    )(fork()),
  )
  const above = [
    ...long,
    ...many(
      300,
      (
        (log) => (n: number) =>
          log.write(`${'other '.repeat(100)}${n}`)
      )(fork()),
    ),
  ]
  await a.ingest([...stem, ...above])
  const bytes = { sent: 0, taken: 0 }
  const counted: SyncSpace = {
    ...b,
    ingest: (entries, options) => {
      bytes.taken += entries.reduce((sum, entry) => sum + entry.length, 0)
      return b.ingest(entries, options)
    },
  }
  await sim.peer([a])
  await sim.peer([counted])
  await sim.until('all of it', () => b.size() === 605)
  bytes.sent = bytes.taken
  // One entry more each time, on a third branch; the honest log has news as well, and so the roots differ.
  const third = fork()
  for (let round = 1; round <= 3; round++) {
    await a.ingest([third.write(`third ${round}`), honest.write(`news ${round}`)])
    await sim.until('the news', () => b.size() === 605 + 2 * round)
  }
  const again = bytes.taken - bytes.sent
  expect(bytes.sent).toBeGreaterThan(400_000)
  expect(again).toBeLessThan(5_000)
  expect(b.roots().root).toBe(a.roots().root)
})

test('S18 a fork whose branches do not fit into a frame is named page by page', async () => {
  const sim = createSimulation(18)
  const author = testDevice()
  const trunk = testLog(author, space)
  const stem = many(3, (n) => trunk.write(`stem ${n}`))
  const prev = decodeEntry(stem[2]!).id
  const branches = many(2 * syncLimits.idsPerFrame + 5, (n) =>
    testLog(author, space, governanceStream, { from: { seq: 3, prev } }).write(`branch ${n}`),
  )
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  await a.ingest([...stem, ...branches])
  await b.ingest([...stem, ...branches.slice(0, 5)])
  const peers = [await sim.peer([a]), await sim.peer([b])]
  await sim.until('all', () => b.size() === a.size())
  expect(peers.flatMap(({ events }) => events).filter(({ type }) => type !== 'synced')).toEqual([])
})
