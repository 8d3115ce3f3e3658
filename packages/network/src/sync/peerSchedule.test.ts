import { expect, test } from 'vitest'
import { createMemorySpace, testLog, testSpace } from '../testing/memorySpace.ts'
import { createSimulation } from '../testing/simulation.ts'

const space = testSpace('schedule')

test('S13 after a difference both look again soon, and know that they are equal', async () => {
  const sim = createSimulation(15)
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  const left = await sim.peer([a])
  const right = await sim.peer([b])
  const log = testLog(left.device, space)
  await a.ingest([log.write('before they met')])
  await sim.until('found', () => b.size() === 1, 10_000)
  await sim.clock.advance(10_000)
  for (const { events } of [left, right]) {
    const last = events.filter((event) => event.type === 'synced').at(-1)
    expect(last?.outcome.spaces.map(({ equal }) => equal)).toEqual([true])
  }
})

test('S13 while much comes by gossip a difference is looked at again after half a minute, and at once when somebody has reason to', async () => {
  const sim = createSimulation(19)
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  const left = await sim.peer([a], { isLively: () => true })
  const right = await sim.peer([b], { isLively: () => true })
  const log = testLog(left.device, space)
  await a.ingest([log.write('before they met')])
  await sim.until('found', () => b.size() === 1, 10_000)
  const count = () => [left, right].reduce((sum, { events }) => sum + events.filter(({ type }) => type === 'synced').length, 0)
  await sim.clock.advance(5_000)
  const before = count()
  await sim.clock.advance(20_000)
  expect(count()).toBe(before)
  await a.ingest([log.write('lost on the way')])
  left.sync.hasten()
  await sim.until('found too', () => b.size() === 2, 3_000)
  await a.ingest([log.write('lost, and nobody knows')])
  await sim.until('found all the same', () => b.size() === 3, 61_000)
})

test('S13 a burst that is over puts nothing off', async () => {
  const sim = createSimulation(20)
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  let lively = true
  const left = await sim.peer([a], { isLively: () => lively })
  await sim.peer([b], { isLively: () => lively })
  const log = testLog(left.device, space)
  await a.ingest([log.write('before they met')])
  await sim.until('found', () => b.size() === 1, 10_000)
  await sim.clock.advance(3_000)
  await a.ingest([log.write('lost in the burst, and nobody knows')])
  await sim.clock.advance(10_000)
  expect(b.size()).toBe(1)
  lively = false
  await sim.until('found soon', () => b.size() === 2, 5_000)
})

test('S13 what is asked for while a session runs is not forgotten: the next one comes soon', async () => {
  const sim = createSimulation(17, { delay: [100, 100] })
  const known = [createMemorySpace(space)]
  const left = await sim.peer(known)
  const right = await sim.peer(known)
  await sim.clock.advance(10_000)
  const before = left.events.length
  void left.sync.syncNow(right.device.device)
  await sim.clock.advance(300)
  expect(left.events).toHaveLength(before)
  // It is under way, and named only the space that was there when it began.
  const later = testSpace('later')
  const [a, b] = [createMemorySpace(later), createMemorySpace(later)]
  const log = testLog(left.device, later)
  await a.ingest([log.write('written meanwhile')])
  left.spaces.push(a)
  right.spaces.push(b)
  left.sync.hasten(0)
  await sim.until('found', () => b.size() === 1, 6_000)
})

test('S13 anti-entropy finds what nobody announced, and slows down while nothing differs', async () => {
  const sim = createSimulation(14)
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  const left = await sim.peer([a])
  await sim.peer([b])
  await sim.clock.advance(5_000)
  const log = testLog(left.device, space)
  await a.ingest([log.write('silent')])
  await sim.until('found', () => b.size() === 1, 61_000)
  const count = () => left.events.filter((event) => event.type === 'synced').length
  const before = count()
  await sim.clock.advance(600_000)
  // Two engines, each every two to four minutes.
  expect(count() - before).toBeGreaterThanOrEqual(4)
  expect(count() - before).toBeLessThan(16)
})

test('S13 under steady writing sessions do not call for each other without end', async () => {
  const sim = createSimulation(18)
  const replicas = Array.from({ length: 5 }, () => createMemorySpace(space))
  const peers: Awaited<ReturnType<typeof sim.peer>>[] = []
  for (const replica of replicas) peers.push(await sim.peer([replica]))
  const logs = peers.map(({ device }) => testLog(device, space))
  const write = async (round: number): Promise<void> => {
    for (const [i, log] of logs.entries()) await replicas[i]?.ingest([log.write(`${i} ${round}`)])
    await sim.clock.advance(500)
  }
  const count = () => peers.reduce((sum, { events }) => sum + events.filter(({ type }) => type === 'synced').length, 0)
  for (let round = 0; round < 60; round++) await write(round)
  const before = count()
  for (let round = 60; round < 180; round++) await write(round)
  // Sixty seconds of ten pairs, each looked at by both sides every 30 to 60 s, and each session told of at both. Without a bound there were 1 800.
  expect(count() - before).toBeLessThan(90)
  await sim.until('equal', () => replicas.every((r) => r.size() === 180 * logs.length), 70_000)
})
