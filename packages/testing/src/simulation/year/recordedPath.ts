import type { DecisionId } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { type Answer, proposePayment, vote } from '../actions/deciding.ts'
import { candidates, challenge, execute, record } from '../actions/recording.ts'
import { daoOnChain } from '../checks/chain.ts'
import { recordPartly } from '../faults/recordPartly.ts'
import { apiOf, present } from '../person.ts'
import { quiesce } from '../quiesce.ts'
import { demand } from '../violation.ts'
import type { Person, World } from '../world.ts'

const powers = (world: World): ReadonlyMap<string, bigint> => {
  const { rosters, exited } = daoOnChain(world)
  return new Map(
    (rosters.at(-1)?.members ?? []).filter(({ account }) => !exited.has(account)).map(({ account, power }) => [account, power]),
  )
}

/** One device of each honest member who is there and has a vote. */
const voters = (world: World): readonly Person[] => {
  const seats = powers(world)
  const here = present(world).filter(({ byzantine, account }) => !byzantine && (seats.get(account) ?? 0n) > 0n)
  return [...new Map(here.map((person) => [person.account, person])).values()]
}

/** As many say Yes as do not decide alone, one may say No, all others abstain: it passes when the vote closes, and not before. */
const answersOf = (people: readonly Person[], seats: ReadonlyMap<string, bigint>): ReadonlyMap<Person, Answer> => {
  const total = [...seats.values()].reduce((sum, power) => sum + power, 0n)
  const answers = new Map<Person, Answer>()
  let [yes, no] = [0n, 0n]
  for (const person of people) {
    const power = seats.get(person.account) ?? 0n
    const says = (yes + power) * 2n <= total ? 'for' : no === 0n && yes > power ? 'against' : 'abstain'
    if (says === 'for') yes += power
    if (says === 'against') no += power
    answers.set(person, says)
  }
  return answers
}

/** A proposal that passes and is not decisive. Who stays away does not vote on it later: it takes the recorded path or none. */
export const narrowVote = async (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const seats = powers(world)
  const people = random.shuffle(voters(world))
  const sum = (list: readonly bigint[]) => list.reduce((all, power) => all + power, 0n)
  if (person.byzantine || sum(people.map(({ account }) => seats.get(account) ?? 0n)) * 2n < sum([...seats.values()])) return
  const before = new Set(world.narrow)
  await world.run('propose', proposePayment(world, person, random, { narrow: true }))
  const rowsOf = (one: Person) => apiOf(one).proposals.list({ space: world.space })
  const decision = (await rowsOf(person)).find(({ title }) => world.narrow.has(title) && !before.has(title))?.decision
  if (decision === undefined) return
  await world.until('everybody has the proposal', async () =>
    (await Promise.all(people.map(rowsOf))).every((rows) => rows.some((row) => row.decision === decision)),
  )
  const answers = answersOf(people, seats)
  await world.run('vote', Promise.all([...answers].map(([one, says]) => vote(world, one, random, decision, says))))
  await quiesce(world)
}

/** Whose own ballot an open record lacks brings it without being asked. */
const ownBallotsArrive = async (world: World, decision: DecisionId): Promise<void> => {
  const lacking = async (): Promise<readonly string[]> => {
    const names: string[] = []
    for (const one of voters(world)) {
      const { record } = await apiOf(one).proposals.get({ space: world.space, decision })
      if (record.status === 'challengeable' && record.missing.some(({ self }) => self)) names.push(one.name)
    }
    return names
  }
  await world.until('own ballots are brought', async () => (await lacking()).length === 0)
  const names = await lacking()
  demand(world, names.length === 0, 'own ballots reach an open record', () => `${names.join()} in ${decision}`)
}

/**
 * Somebody records what passes: a member with all ballots, or a stranger with those that suit it. Those who are there bring what it lacks. In the open
 * window somebody changes their mind, which is brought too, perhaps by several at once.
 */
export const recording = async (world: World, person: Person, random: SeededRandom): Promise<void> => {
  if (person.byzantine) return
  await quiesce(world)
  const [page] = random.shuffle(await candidates(world, apiOf(person), 'record'))
  if (page === undefined) return
  const { decision } = page
  if (!(random.chance(0.5) && (await recordPartly(world, person, random, decision))))
    await world.run('record', record(world, person, random, decision))
  await quiesce(world)
  await ownBallotsArrive(world, decision)
  const turncoat = random.pick([...voters(world), person])
  await world.run('another mind', vote(world, turncoat, random, decision, random.pick<Answer>(['for', 'against', 'abstain'])))
  await world.pass(random.between(0, 5_000))
  await world.run('challenge', challenge(world, person, random, decision))
  await quiesce(world)
  await ownBallotsArrive(world, decision)
}

export const carryOut = async (world: World, person: Person, random: SeededRandom): Promise<void> => {
  await world.run('carry out', execute(world, person, random))
  await quiesce(world)
}
