import { type EntryId, governanceStream, type LogHead, type LogId, spaceTagOf, type SyncSpace } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createMemorySpace, testDevice, testLog, testSpace } from '../testing/memorySpace.ts'
import { createSimulation } from '../testing/simulation.ts'
import { headsPage } from './headsAt.ts'
import { encodeSyncFrame, syncLimits } from './syncFrames.ts'

const space = testSpace('names')
const hex = (n: number, mark: number): string => mark.toString(16).padStart(8, '0') + n.toString(16).padStart(56, '0')
const penalties = (events: readonly { readonly type: string }[]) => events.filter(({ type }) => type !== 'synced')

/** What a hostile member wrote: so many logs, each forked into many branches. */
const forks = (count: number, tips: number): readonly LogHead[] =>
  Array.from({ length: count }, (_, n) => ({
    log: hex(n, 1) as LogId,
    state: 'forked',
    seq: 1,
    proof: [hex(n, 2) as EntryId, hex(n, 3) as EntryId],
    tips: Array.from({ length: tips }, (_, i) => hex(n, 4 + i) as EntryId),
  }))

test('S16 N4 however many logs somebody forked into however many branches, honest peers tell each other of them and of all the rest', async () => {
  const sim = createSimulation(31)
  const [from, to] = [createMemorySpace(space), createMemorySpace(space)]
  const honest = testLog(testDevice(), space)
  await from.ingest([honest.write('among them')])
  const hostile = forks(2_100, 16)
  const crowded: SyncSpace = { ...from, heads: (stream) => [...from.heads(stream), ...hostile].sort((a, b) => (a.log < b.log ? -1 : 1)) }
  const a = await sim.peer([crowded])
  const b = await sim.peer([to])
  await sim.until('the honest log', () => to.size() === 1, 30_000)
  await sim.until('reported', () =>
    b.events.some((event) => event.type === 'synced' && event.outcome.spaces.some((s) => s.withheld === 2_100)),
  )
  expect([...penalties(a.events), ...penalties(b.events)]).toEqual([])
  expect(b.network.peers()).toHaveLength(1)
})

test('S16 F1 a page of heads fits into a frame and misses none, at every size', async () => {
  for (const [count, tips] of [
    [3_000, 0],
    [1_300, 16],
    [600, 64],
    [60, 500],
  ] as const) {
    const all = forks(count, tips)
    const crowded = { ...createMemorySpace(space), heads: () => all }
    const seen: LogId[] = []
    let after: LogId | null = null
    for (let more = true; more;) {
      const page: ReturnType<typeof headsPage> = headsPage(crowded, governanceStream, after, syncLimits.headsPerFrame)
      expect(encodeSyncFrame({ type: 'heads', channel: 0, ...page }).length).toBeLessThan(1024 * 1024)
      expect(page.heads.length).toBeLessThanOrEqual(syncLimits.headsPerFrame)
      seen.push(...page.heads.map(({ log }) => log))
      after = seen.at(-1) ?? null
      more = page.more
    }
    expect(seen).toEqual(all.map(({ log }) => log))
  }
})

test('S17 who is in more spaces than a hello names brings all of them up to date, whoever begins', async () => {
  const sim = createSimulation(32)
  const many = (name: string) => Array.from({ length: 300 }, (_, n) => createMemorySpace(testSpace(`${name} ${n}`)))
  const [from, to] = [createMemorySpace(space), createMemorySpace(space)]
  const [first, last] = [createMemorySpace(testSpace('first')), createMemorySpace(testSpace('first'))]
  await from.ingest([testLog(testDevice(), space).write('in the last of many spaces')])
  const a = await sim.peer([first, ...many('a'), from])
  const b = await sim.peer([last, ...many('b'), to])
  await sim.clock.advance(1_000)
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const [outcome] = await sim.run(one.sync.syncNow(other.device.device))
    expect(outcome?.spaces.map((each) => each.space)).toEqual([testSpace('first'), space])
  }
  expect(to.size()).toBe(1)
  expect([...penalties(a.events), ...penalties(b.events)].filter(({ type }) => type !== 'nothingShared')).toEqual([])
})

test('S2 S17 the other side names only what it recognised, of a hello with one tag many times too', async () => {
  const sim = createSimulation(33)
  const a = await sim.peer([createMemorySpace(testSpace('unasked')), createMemorySpace(space)])
  const b = await sim.stranger()
  await sim.clock.advance(1_000)
  const stream = await sim.run(b.openStream(a.device.device, '/daomesh/sync/1'))
  const tag = spaceTagOf(space, b.self, a.device.device)
  await stream.send(encodeSyncFrame({ type: 'hello', mode: 'heads', tags: Array.from({ length: 256 }, () => tag) }))
  expect(await sim.run(stream.receive())).toEqual(
    encodeSyncFrame({ type: 'hello', mode: 'sync', tags: [spaceTagOf(space, a.device.device, b.self)] }),
  )
  stream.abort(new Error('enough'))
})
