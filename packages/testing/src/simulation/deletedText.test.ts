import { beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../world/seededRandom.ts'
import { bringBack } from './actions/bringBack.ts'
import { editDraft, openDraft } from './actions/drafting.ts'
import { checkAgreement } from './checks/agreement.ts'
import { createWorld } from './createWorld.ts'
import { misbehave } from './faults/misbehave.ts'
import { endMisleading } from './faults/mislead.ts'
import { found } from './found.ts'
import { draftWritings } from './hostile/draftWritings.ts'
import { apiOf } from './person.ts'
import { heal, quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

beforeAll(warmUp)

const lost = 'acknowledged text is in the draft'

/** A draft in which Ada has written, and of which nothing is missing. */
const written = async (seed: number): Promise<World> => {
  const world = createWorld(seed)
  await found(world, 3)
  const [ada] = world.people as [Person, Person, Person]
  await world.run('open a draft', openDraft(world, ada))
  await world.run('write', editDraft(world, ada, world.random.fork('ada writes')))
  await quiesce(world)
  await checkAgreement(world)
  return world
}

test('D7 what a Byzantine member deletes is missed, named as its deed, and brought back by an honest one', async () => {
  const world = await written(31)
  const [ada, , mallory] = world.people as [Person, Person, Person]
  const what = draftWritings['on a draft: words of the victim deleted']
  if (what === undefined) throw new RangeError('no such attack')
  await misbehave(world, mallory, createSeededRandom('deletes'), { times: 1, what: [(pen) => void what(pen)] })
  await heal(world)
  await quiesce(world)
  endMisleading(world)
  await expect(checkAgreement(world)).rejects.toThrow(lost)
  const [row] = await apiOf(ada).drafts.list({ space: world.space })
  const { sessions } = await apiOf(ada).drafts.history({ space: world.space, draft: row?.draft ?? '' })
  expect(sessions.filter(({ removed }) => removed.letters > 0).map(({ account }) => account)).toEqual([mallory.account])

  expect(await bringBack(world, Infinity)).toBe(true)
  await quiesce(world)
  await checkAgreement(world)
  expect(await bringBack(world, Infinity)).toBe(false)
}, 120_000)

test('text that is missing and that no Byzantine member deleted is not brought back, so the invariant still finds it', async () => {
  const world = await written(32)
  const [ada, , mallory] = world.people as [Person, Person, Person]
  mallory.byzantine = true
  const [row] = await apiOf(ada).drafts.list({ space: world.space })
  if (row === undefined) throw new RangeError('no draft')
  ada.acknowledged.push({ type: 'paragraph', draft: row.draft, text: 'never written' })
  expect(await bringBack(world, Infinity)).toBe(false)
  await expect(checkAgreement(world)).rejects.toThrow(lost)
}, 120_000)
