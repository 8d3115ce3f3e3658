import { expect, test } from 'vitest'
import { createMemorySpace, testLog, testSpace } from '../testing/memorySpace.ts'
import { createSimulation } from '../testing/simulation.ts'

const space = testSpace('arrivals')

/** Two peers that know each other's log; all they say comes by gossip, if it comes. */
const setUp = async (isLively: boolean) => {
  const sim = createSimulation(23)
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  let lively = false
  const left = await sim.peer([a], { isLively: () => lively })
  const right = await sim.peer([b], { isLively: () => lively })
  const log = testLog(left.device, space)
  const first = log.write('before they met')
  await a.ingest([first])
  await sim.until('found', () => b.size() === 1, 10_000)
  await sim.clock.advance(10_000)
  lively = isLively
  right.events.length = 0
  const found = () =>
    right.events.flatMap((event) => (event.type === 'synced' ? event.outcome.spaces.map(({ stored, known }) => ({ stored, known })) : []))
  return { sim, a, b, left, right, log, found }
}

test('S15 while much comes by gossip, what comes within a second is not fetched', async () => {
  const { sim, a, b, right, log, found } = await setUp(true)
  const said = log.write('on its way')
  await a.ingest([said])
  const session = right.sync.syncNow()
  await sim.clock.advance(900)
  expect(b.size()).toBe(1)
  await b.ingest([said])
  await sim.run(session)
  expect(found()).toEqual([{ stored: 0, known: 0 }])
})

test('S15 what does not come is fetched after a second, and at once where little comes', async () => {
  for (const isLively of [true, false]) {
    const { sim, a, b, right, log, found } = await setUp(isLively)
    await a.ingest([log.write('lost')])
    const session = right.sync.syncNow()
    await sim.clock.advance(500)
    expect(b.size()).toBe(isLively ? 1 : 2)
    await sim.run(session)
    expect([b.size(), found()]).toEqual([2, [{ stored: 1, known: 0 }]])
  }
})

test('S15 a log that is not here at all is not waited for, and an end ends the wait', async () => {
  const { sim, a, b, left, right, log } = await setUp(true)
  await a.ingest([testLog(left.device, space, undefined, { incarnation: 'ff'.repeat(16) }).write('in another log')])
  const session = right.sync.syncNow()
  await sim.clock.advance(500)
  expect(b.size()).toBe(2)
  await sim.run(session)
  await a.ingest([log.write('lost')])
  const last = right.sync.syncNow()
  await sim.clock.advance(500)
  await right.sync.stop()
  expect(await last).toEqual([])
})
