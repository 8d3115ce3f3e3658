import { readRecords } from '@daomesh/node/client'
import { type DraftId, draftStream } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../world/seededRandom.ts'
import { knock, beLetIn } from './admission.ts'
import { comment, enact, proposePayment, vote } from './actions/deciding.ts'
import { editDraft, openDraft } from './actions/drafting.ts'
import { checkAgreement } from './checks/agreement.ts'
import { checkOutcomes } from './checks/chain.ts'
import { checkReplay } from './checks/replay.ts'
import { createWorld } from './createWorld.ts'
import { misbehave } from './faults/misbehave.ts'
import { endMisleading } from './faults/mislead.ts'
import { restart } from './faults/mishap.ts'
import { found } from './found.ts'
import type { Writing } from './hostile/writing.ts'
import { writings } from './hostile/writings.ts'
import { addPerson, apiOf, present } from './person.ts'
import { heal, quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

beforeAll(warmUp)

/** A small DAO with something of every kind in it. */
const lively = async (seed: number): Promise<World> => {
  const world = createWorld(seed)
  await found(world, 4)
  const random = world.random.fork('lively')
  const [ada, ben] = world.people as [Person, Person]
  await world.run('open a draft', openDraft(world, ada))
  await world.pass(5_000)
  await world.run('write', editDraft(world, ben, random))
  await world.run('propose', proposePayment(world, ada, random))
  await quiesce(world)
  for (const person of world.people) await world.run('vote', vote(world, person, random))
  for (const person of world.people) await world.run('comment', comment(world, person, random))
  await quiesce(world)
  return world
}

const settle = async (world: World): Promise<void> => {
  await heal(world)
  await quiesce(world)
  await checkAgreement(world)
  await checkOutcomes(world)
}

/** Records of decisions that cite edits, which only a key opens, and edits that cite decisions (log L65). */
const crossStreams: Writing = (pen) => {
  const edits = pen.known.filter(({ header }) => header.kind === 'draft.update').map(({ id }) => id)
  const talk = pen.known.filter(({ header }) => header.kind === 'comment.post').map(({ id }) => id)
  const comment = () => ({ v: 1, about: 'f'.repeat(32), replyTo: null, text: `odd ${pen.random.below(1_000_000)}` })
  const log = pen.open()
  pen.write(log, 'comment.post', comment(), { parents: edits.slice(-8).sort() })
  pen.write(log, 'comment.post', comment())
  const draft = pen.open(draftStream('f'.repeat(32) as DraftId))
  pen.write(draft, 'comment.post', comment(), { parents: talk.slice(-8).sort() })
}

test.each(Object.entries({ ...writings, crossStreams }))(
  'D11 D9 a member with real keys and %s stops nobody: equal state, restart and replay',
  async (name, writing) => {
    const world = await lively(21)
    const random = createSeededRandom(`misbehave ${name}`)
    const [, ben, , liar] = world.people as [Person, Person, Person, Person]
    // Documents are live from here on.
    await checkAgreement(world)
    await misbehave(world, liar, random, { times: 8, what: [writing] })
    await settle(world)
    for (const person of present(world)) {
      person.process?.kill()
      await world.pass(500)
      await restart(world, person)
    }
    await world.pass(5_000)
    endMisleading(world)
    for (const person of present(world)) await world.run('write on', editDraft(world, person, random))
    await world.run('propose', proposePayment(world, ben, random))
    for (const person of present(world)) await world.run('vote', vote(world, person, random))
    await settle(world)
    for (const person of present(world)) await checkReplay(world, person)
    // Who brings another device now has no key yet, and all of that before it.
    const [key] = world.accounts
    const laptop = addPerson(world, 'ada at another desk', key!)
    await knock(world, ben, laptop)
    await beLetIn(world, laptop)
    await settle(world)
    expect(world.people.filter(({ byzantine }) => byzantine)).toEqual([liar])
  },
  120_000,
)

test('L22 D9 a record under a key that nobody gets keeps nobody from claiming the same hash as the others, or from anything else', async () => {
  const world = await lively(22)
  const random = createSeededRandom('a kept key')
  const [ada, ben, cleo, liar] = world.people as [Person, Person, Person, Person]
  await misbehave(world, liar, random, { times: 1, what: [writings.lockedRecord] })
  await settle(world)
  const roots = await Promise.all(world.people.map(async (person) => (await apiOf(person).daos.hash({ space: world.space })).unjudgedRoot))
  expect(roots).toEqual(roots.map(() => expect.stringMatching(/^[0-9a-f]{64}$/)))
  for (const person of world.people) {
    const lines = await readRecords({ daos: apiOf(person).daos, space: world.space })
    const locked = lines.filter(({ status }) => status === 'locked').map(({ device }) => device)
    expect(new Set(locked)).toEqual(new Set([liar.device]))
  }
  endMisleading(world)
  await world.run('propose', proposePayment(world, ben, random))
  await quiesce(world)
  const newest = (await apiOf(ada).proposals.list({ space: world.space })).find(({ author }) => author === ben.account)
  for (const person of [ada, ben, cleo]) await world.run('vote', vote(world, person, random, newest?.decision, 'for'))
  await quiesce(world)
  await world.run('enact', enact(world, ada, random, newest?.decision))
  await world.until('it is paid', async () =>
    (await apiOf(cleo).proposals.list({ space: world.space })).some(({ state }) => state === 'final'),
  )
  await settle(world)
}, 120_000)
