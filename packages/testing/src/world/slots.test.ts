import { copyDisk, type MemoryDisk } from '@daomesh/log/memory'
import type { DecisionId, Random, SpaceId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createSeededRandom } from './seededRandom.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben'] as const

beforeAll(warmUp)

type Scene = { readonly world: TimedWorld; readonly space: SpaceId }

const founded = async (): Promise<Scene> => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  for (const name of names) await world.until('deployed', async () => (await world.api(name).daos.get({ space })).deployed === 'final')
  return { world, space }
}
const submit = async ({ world, space }: Scene, title: string): Promise<DecisionId> => {
  const input = { requestId: world.requestId(), space, draft: null, title, content: 'text', calls: [] }
  return (await world.pass(world.api('ada').proposals.submit(input))).decision
}
const cast = ({ world, space }: Scene, name: string, decision: DecisionId) =>
  world.pass(world.api(name).ballots.cast({ requestId: world.requestId(), space, choices: [{ decision, support: 'for' }], reason: '' }))
const enact = ({ world, space }: Scene, decision: DecisionId) =>
  world.pass(world.api('ada').proposals.enact({ requestId: world.requestId(), space, decisions: [decision] }))
const page = ({ world, space }: Scene, name: string, decision: DecisionId) => world.pass(world.api(name).proposals.get({ space, decision }))
const stateOf = async (scene: Scene, name: string, decision: DecisionId) => (await page(scene, name, decision)).state
const isAt = (scene: Scene, name: string, decision: DecisionId) => async () =>
  (await scene.world.api(name).proposals.list({ space: scene.space })).some((row) => row.decision === decision)

/** Both sign; anybody sends it, and the chain carries it out. */
const carryOut = async (scene: Scene, decision: DecisionId): Promise<void> => {
  const { world } = scene
  await world.until('the proposal at the other', isAt(scene, 'ben', decision))
  for (const name of names) await cast(scene, name, decision)
  await world.until('decisive', async () => (await page(scene, 'ada', decision)).tally.enactable)
  await enact(scene, decision)
  for (const name of names) await world.until('final', async () => (await stateOf(scene, name, decision)) === 'final')
}
const keep = ({ world }: Scene): ReadonlyMap<string, MemoryDisk> => new Map(names.map((name) => [name, copyDisk(world.player(name).disk)]))
/** Both machines are put back to what they were: nobody remembers what came after. */
const putBack = async ({ world }: Scene, disks: ReadonlyMap<string, MemoryDisk>): Promise<void> => {
  for (const name of names) await world.stop(name)
  for (const name of names) {
    world.player(name).disk = copyDisk(disks.get(name) as MemoryDisk)
    await world.begin(name)
  }
}

test('M39 S5 D4 backups of everybody know nothing of what the chain enacted since: the next proposal does not meet it', async () => {
  const scene = await founded()
  const { world } = scene
  await carryOut(scene, await submit(scene, 'Fence'))
  const before = keep(scene)
  const forgotten = await submit(scene, 'Gate')
  await carryOut(scene, forgotten)
  await putBack(scene, before)
  // At once, before the chain was read; and once it was.
  const early = await submit(scene, 'Early')
  expect(await isAt(scene, 'ada', forgotten)()).toBe(false)
  await carryOut(scene, early)
  await carryOut(scene, await submit(scene, 'Late'))
  await world.close()
})

test('M39 S1 D4 X4 made offline under a slot that went to a forgotten decision: named at both as soon as the chain speaks, and proposed again', async () => {
  const scene = await founded()
  const { world, space } = scene
  // Chance that repeats itself: pages of slots are drawn as twelve bytes.
  const seeded = createSeededRandom('repeats')
  const repeating: Random = { bytes: (length) => (length === 12 ? new Uint8Array(12).fill(7) : seeded.bytes(length)) }
  world.player('ada').random = repeating
  await world.stop('ada')
  await world.begin('ada')
  const before = keep(scene)
  await carryOut(scene, await submit(scene, 'Gate'))
  for (const name of names) world.player(name).client.setOutage(true)
  await putBack(scene, before)
  const taken = await submit(scene, 'Tower')
  await world.until('the proposal at the other', isAt(scene, 'ben', taken))
  await cast(scene, 'ada', taken)
  expect(await stateOf(scene, 'ben', taken)).toBe('open')
  for (const name of names) world.player(name).client.setOutage(false)
  for (const name of names) {
    await world.until('superseded', async () => (await stateOf(scene, name, taken)) === 'superseded')
    const { tally } = await page(scene, name, taken)
    expect(tally.explanation.map(({ key }) => key)).toContain('proposal.slotTaken')
  }
  await expect(cast(scene, 'ben', taken)).rejects.toMatchObject({ code: 'PROPOSAL_SUPERSEDED' })
  await expect(enact(scene, taken)).rejects.toMatchObject({ code: 'PROPOSAL_SUPERSEDED' })
  expect((await world.api('ada').chain.transactions()).flatMap(({ decisions }) => decisions)).toEqual([])
  // It stays so without the chain, over a start.
  world.player('ben').client.setOutage(true)
  await world.stop('ben')
  await world.begin('ben')
  expect(await stateOf(scene, 'ben', taken)).toBe('superseded')
  world.player('ben').client.setOutage(false)

  const resubmit = (of: DecisionId) =>
    world.pass(world.api('ada').proposals.resubmit({ requestId: world.requestId(), space, decision: of }))
  const { decision } = await resubmit(taken)
  expect(await page(scene, 'ada', decision)).toMatchObject({ title: 'Tower', content: 'text', state: 'open', ballots: 0 })
  await carryOut(scene, decision)
  await expect(resubmit(decision)).rejects.toMatchObject({ code: 'PROPOSAL_STANDS' })
  await world.close()
})
