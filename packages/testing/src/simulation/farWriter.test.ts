import { appendParagraph, encodePresence } from '@daomesh/drafts'
import type { DraftId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { openPen, type Pen, send } from './actions/drafting.ts'
import { requestId } from './actions/requestId.ts'
import { createWorld } from './createWorld.ts'
import { found } from './found.ts'
import { apiOf } from './person.ts'
import { quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Acknowledged, Person, World } from './world.ts'

beforeAll(warmUp)

/** As an editor does: it says where it writes, then sends what was written. */
const type = async (world: World, person: Person, draft: DraftId, pen: Pen, words: string, clock: number): Promise<void> => {
  appendParagraph(pen.author.doc, words)
  const update = Buffer.from(encodePresence({ clientId: pen.clientId, clock, state: { user: { name: person.name } } })).toString('base64')
  const kept: Acknowledged[] = []
  await world.run(`${person.name} is seen`, apiOf(person).drafts.presence({ space: world.space, draft, update }))
  await world.run(`${person.name} types`, send(world, apiOf(person), draft, pen, pen.unsent, kept))
}

test('M440 N3 what is typed in a draft comes within seconds also to whom its writer cannot reach, and holds back nobody’s words', async () => {
  const world = createWorld(91)
  await found(world, 3)
  const [between, near, far] = world.people as [Person, Person, Person]
  const { draft } = await world.run('open', apiOf(between).drafts.open({ requestId: requestId(world), space: world.space, title: 'Plan' }))
  await quiesce(world)
  world.hub.partition([[near.device], [far.device]])
  await world.pass(1_000)
  const open = (person: Person) =>
    world.run(
      'an editor',
      openPen(world, apiOf(person), draft as DraftId, () => ''),
    )
  const reads = async (person: Person) => (await apiOf(person).drafts.preview({ space: world.space, draft })).markdown
  const pens = new Map<Person, Pen>()
  for (const person of [between, near, far]) pens.set(person, await open(person))
  const words: string[] = []
  for (let round = 1; round <= 12; round++)
    for (const person of [near, between]) {
      const pen = pens.get(person)
      if (pen === undefined) throw new Error('no editor')
      words.push(`${person.name} ${round}`)
      await type(world, person, draft as DraftId, pen, `${person.name} ${round}`, round)
      await world.pass(400)
    }
  const begun = world.clock.now()
  await world.until('the far one reads all of it', async () => {
    const text = await reads(far)
    return words.every((one) => text.includes(one))
  })
  // Until two sessions happen to meet it takes half a minute and more.
  expect(world.clock.now() - begun).toBeLessThanOrEqual(4_000)
}, 120_000)
