import { expect, test } from 'vitest'
import { carry, heal, note, peer, rosters, seededRandom } from '../fixtures/world.ts'
import { copyDisk, memoryDisk, memoryStore } from '../memory/index.ts'
import type { Replica } from '../index.ts'

const sorted = (replica: Replica, stream: string): readonly string[] =>
  [...replica.lines(stream)].toSorted((a, b) => b.depth - a.depth || (a.id < b.id ? 1 : -1)).map(({ id }) => id)
const recent = (replica: Replica, stream: string): readonly string[] => [...replica.recent(stream)].map(({ id }) => id)

test('L27 D3: recent are the lines of a stream by depth, then id, the newest first, forked logs too', async () => {
  const views = rosters(null).seen()
  const disk = memoryDisk()
  const open = (on: typeof disk) => peer('eve', { store: memoryStore({ random: seededRandom('s'), disk: on }), views })
  const first = await open(disk)
  await first.append(note('common'))
  const [left, right] = [await open(copyDisk(disk)), await open(copyDisk(disk))]
  for (const twin of [left, right]) await twin.proveContinuity([twin.heads('governance')])
  const [ana, ben] = await Promise.all([peer('ana'), peer('ben')])
  for (let round = 0; round < 3; round++) {
    await ana.append(note(`governance ${round}`))
    await ben.append(note(`draft ${round}`, 'draft:1'))
    await ben.append(note(`governance by ben ${round}`))
    if (round !== 1) await heal(ana, ben)
    await left.append(note(`left ${round}`))
    if (round > 0) await carry(left, ana)
  }
  // One branch is longer and shallower than what the other was built on.
  for (let round = 0; round < 6; round++) await right.append(note(`right ${round}`))
  await carry(right, ben)
  await heal(ana, ben)
  expect(ana.heads('governance').some(({ state }) => state === 'forked')).toBe(true)
  const late = await peer('cleo')
  await carry(ben, late)
  for (const replica of [ana, ben, late, left])
    for (const stream of ['governance', 'draft:1', 'draft:2']) expect(recent(replica, stream)).toEqual(sorted(replica, stream))
  expect(recent(late, 'governance').length).toBeGreaterThan(15)
})
