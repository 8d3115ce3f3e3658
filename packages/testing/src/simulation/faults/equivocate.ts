import { copyDisk } from '@daomesh/log/memory'
import { readRecords } from '@daomesh/node/client'
import { type DecisionId, decodeHeader, type EntryId, type LogId } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { live } from '../act.ts'
import { comment, proposePayment, vote } from '../actions/deciding.ts'
import { editDraft } from '../actions/drafting.ts'
import { count } from '../ledger.ts'
import type { Person, World } from '../world.ts'
import { agreeing, apiOf, present, start } from '../person.ts'
import { demand } from '../violation.ts'
import { endMisleading, mislead } from './mislead.ts'

const newestOpen = async (world: World, person: Person): Promise<DecisionId | undefined> =>
  (await apiOf(person).proposals.list({ space: world.space })).find(({ state }) => state === 'open')?.decision

/** @returns the first record of this history, or null where a liar that locked itself out of a key can write none. */
const say = async (
  world: World,
  person: Person,
  random: SeededRandom,
  support: 'for' | 'against',
  on: DecisionId | undefined,
): Promise<EntryId | null> => {
  const before = person.acknowledged.length
  await world.run('one history', vote(world, person, random, on, support))
  await world.run('one history', comment(world, person, random))
  await world.run('one history', editDraft(world, person, random))
  return person.acknowledged.slice(before).find((one) => one.type === 'entry')?.id ?? null
}

/** What two sides of a partition were told. */
export type Histories = { readonly liar: Person; readonly decision: DecisionId | undefined; readonly told: readonly [EntryId, EntryId] }

/**
 * One device with a real key writes two histories, one for each side of a partition, with contradicting ballots under one revision (D3, G7).
 * It does so with the real node: after the first history its disk is put back, and the other side cannot know. Its node goes on in one log only
 * because everybody confirms where that log ends: so both sides get something of it first (log L16).
 * @returns null when the liar could not write any more, or nobody heard its first history.
 */
export const equivocate = async (world: World, random: SeededRandom, liar = random.pick(present(world))): Promise<Histories | null> => {
  const { hub, trace } = world
  const others = random.shuffle(present(world).filter((person) => person !== liar))
  liar.byzantine = true
  mislead(others)
  await world.run('a proposal to lie about', proposePayment(world, others[0] as Person, random))
  await world.pass(20_000)
  const before = liar.acknowledged.length
  await world.run('what both histories begin with', comment(world, liar, random))
  const root = liar.acknowledged.slice(before).find((one) => one.type === 'entry')
  if (root === undefined) return null
  await world.until('everybody has what both histories begin with', async () =>
    others.every(({ disk }) => disk.spaces.get(world.space)?.entries.has(root.id) === true),
  )
  const [left, right] = [others.filter((_, i) => i % 2 === 0), others.filter((_, i) => i % 2 === 1)]
  const devices = (people: readonly Person[]) => people.map(({ device }) => device)
  trace.note(`${liar.name} tells two stories: to ${left.map(({ name }) => name).join()} and to ${right.map(({ name }) => name).join()}`)
  hub.partition([devices([...left, liar]), devices(right)])
  await world.pass(1_000)
  const decision = await newestOpen(world, liar)
  const disk = copyDisk(liar.disk)
  const one = await say(world, liar, random, 'for', decision)
  await live(world, random, { actions: 5, trouble: 0, among: () => left })
  // All of that may have happened in one moment, and what nobody heard is no history.
  await world.pass(2_000)
  const isTold = one !== null && left.some(({ disk: { spaces } }) => spaces.get(world.space)?.entries.has(one) === true)
  liar.process?.kill()
  await world.pass(2_000)
  liar.disk = disk
  hub.partition([devices(left), devices([...right, liar])])
  await start(world, liar)
  await world.pass(10_000)
  const other = await say(world, liar, random, 'against', decision)
  await live(world, random, { actions: 5, trouble: 0, among: () => right })
  if (!isTold || other === null) return null
  count(world.lies, 'two histories')
  return { liar, decision, told: [one, other] }
}

const logOf = (world: World, person: Person, entry: EntryId): LogId | undefined => {
  const row = person.disk.spaces.get(world.space)?.entries.get(entry)
  return row === undefined ? undefined : decodeHeader(row.headerBytes).log
}

/** At rest after it: nobody counts both histories, everybody can show that there are two, and from here on no text is lost. */
export const checkEquivocation = async (world: World, { liar, decision, told: [one, other] }: Histories): Promise<void> => {
  endMisleading(world)
  for (const person of await agreeing(world)) {
    const lines = new Map((await readRecords({ daos: apiOf(person).daos, space: world.space })).map((line) => [line.entry as string, line]))
    const statuses = [one, other].map((entry) => lines.get(entry)?.status ?? 'missing')
    if (logOf(world, person, one) === logOf(world, person, other)) {
      const seen = statuses.includes('forked') && statuses.filter((status) => status === 'accepted').length < 2
      demand(world, seen, 'D3 two histories are seen as two', () => `${person.name} has those of ${liar.name} as ${statuses.join()}`)
    } else {
      // Nobody confirmed the end of its log in time, so its own node began a second one: of the two, only the ballots contradict.
      demand(world, !statuses.includes('missing'), 'D3 two histories are seen as two', () => `${person.name} has ${statuses.join()}`)
      if (decision === undefined) continue
      const { equivocations } = await apiOf(person).proposals.get({ space: world.space, decision })
      const seen = equivocations.some(({ account }) => account === liar.account)
      demand(world, seen, 'G7 two ballots under one revision are seen as two', () => `${person.name} sees one ballot of ${liar.name}`)
    }
  }
}
