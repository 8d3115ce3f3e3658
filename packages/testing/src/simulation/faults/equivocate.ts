import { copyDisk } from '@daomesh/log/memory'
import type { DecisionId } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { live } from '../act.ts'
import { comment, proposePayment, vote } from '../actions/deciding.ts'
import { editDraft } from '../actions/drafting.ts'
import type { Person, World } from '../world.ts'
import { apiOf, present, start } from '../person.ts'
import { demand } from '../violation.ts'
import { endMisleading, mislead } from './mislead.ts'

const newestOpen = async (world: World, person: Person): Promise<DecisionId | undefined> =>
  (await apiOf(person).proposals.list({ space: world.space })).find(({ state }) => state === 'open')?.decision

const say = async (
  world: World,
  person: Person,
  random: SeededRandom,
  support: 'for' | 'against',
  on: DecisionId | undefined,
): Promise<void> => {
  await world.run('one history', vote(world, person, random, on, support))
  await world.run('one history', comment(world, person, random))
  await world.run('one history', editDraft(world, person, random))
}

/**
 * One device with a real key writes two histories, one for each side of a partition, with contradicting ballots under one revision (D3, G7).
 * It does so with the real node: after the first history its disk is put back, and the other side cannot know.
 */
export const equivocate = async (world: World, random: SeededRandom, liar = random.pick(present(world))): Promise<void> => {
  const { hub, trace } = world
  const others = random.shuffle(present(world).filter((person) => person !== liar))
  liar.byzantine = true
  mislead(others)
  await world.run('a proposal to lie about', proposePayment(world, others[0] as Person, random))
  await world.pass(20_000)
  const [left, right] = [others.filter((_, i) => i % 2 === 0), others.filter((_, i) => i % 2 === 1)]
  const devices = (people: readonly Person[]) => people.map(({ device }) => device)
  trace.note(`${liar.name} tells two stories: to ${left.map(({ name }) => name).join()} and to ${right.map(({ name }) => name).join()}`)
  hub.partition([devices([...left, liar]), devices(right)])
  await world.pass(1_000)
  const decision = await newestOpen(world, liar)
  const before = copyDisk(liar.disk)
  await say(world, liar, random, 'for', decision)
  await live(world, random, { actions: 5, trouble: 0, among: () => left })
  liar.process?.kill()
  await world.pass(2_000)
  liar.disk = before
  hub.partition([devices(left), devices([...right, liar])])
  await start(world, liar)
  await world.pass(10_000)
  await say(world, liar, random, 'against', decision)
  await live(world, random, { actions: 5, trouble: 0, among: () => right })
}

/** At rest after it: everybody sees that the device wrote two histories, and from here on no text is lost. */
export const checkEquivocation = async (world: World): Promise<void> => {
  endMisleading(world)
  for (const person of present(world)) {
    const lines = await apiOf(person).daos.audit({ space: world.space })
    const forked = lines.filter(({ status }) => status === 'forked')
    demand(forked.length > 0, 'D3 two histories are seen as two', () => `${person.name} sees no fork`)
  }
}
