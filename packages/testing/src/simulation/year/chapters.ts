import { count } from '../ledger.ts'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { enact, proposeRoster, proposeSeat, vote } from '../actions/deciding.ts'
import { beLetIn, knock } from '../admission.ts'
import { daoOnChain } from '../checks/chain.ts'
import { checkEquivocation, equivocate } from '../faults/equivocate.ts'
import { hoardKey } from '../faults/hoardKey.ts'
import { intrude } from '../faults/intrude.ts'
import { changeRosterPast } from '../faults/lagBehind.ts'
import { leave } from '../faults/leave.ts'
import { misbehave } from '../faults/misbehave.ts'
import { type Backup, restoreBackup, takeBackup } from '../faults/restoreBackup.ts'
import { heal, quiesce } from '../quiesce.ts'
import type { Person, World } from '../world.ts'
import { addPerson, apiOf, present } from '../person.ts'
import { lostDevice, secondDevice } from './devices.ts'
import { carryOut, narrowVote, recording } from './recordedPath.ts'

type Chapter = (world: World, person: Person, random: SeededRandom) => Promise<void>

const backups = new WeakMap<Person, Backup>()

/** Everybody knows what there is, and votes for it; who proposed it enacts it. @returns whether it became final. */
const decide = async (world: World, person: Person, random: SeededRandom, title: string): Promise<boolean> => {
  const rowOf = async (one: Person) => (await apiOf(one).proposals.list({ space: world.space })).find((row) => row.title === title)
  const decision = (await rowOf(person))?.decision
  if (decision === undefined) return false
  await world.until('everybody has the proposal', async () =>
    (await Promise.all(present(world).map((one) => apiOf(one).proposals.list({ space: world.space })))).every((rows) =>
      rows.some((row) => row.decision === decision),
    ),
  )
  await world.run('vote', Promise.all(present(world).map((one) => vote(world, one, random, decision, 'for'))))
  await quiesce(world)
  if (!(await apiOf(person).proposals.get({ space: world.space, decision })).tally.enactable) return false
  await world.run('enact', enact(world, person, random, decision))
  await quiesce(world)
  return (await rowOf(person))?.state === 'final'
}

/** Most of the votes must be there. */
const canDecide = (world: World): boolean => {
  const { rosters, exited } = daoOnChain(world)
  const seats = (rosters.at(-1)?.members ?? []).filter(({ account }) => !exited.has(account))
  const here = new Set(present(world).map(({ account }) => account))
  const powerOf = (list: typeof seats): bigint => list.reduce((sum, { power }) => sum + power, 0n)
  return powerOf(seats.filter(({ account }) => here.has(account))) * 2n > powerOf(seats) && present(world).length >= 3
}

const backup: Chapter = (world, person) => {
  backups.set(person, takeBackup(world, person))
  return Promise.resolve()
}

/** Whether somebody who is there has all that this person was told is kept since the backup: what only a disk had that dies, nobody brings back. */
const hasReached = (world: World, person: Person, { acknowledged }: Backup): boolean => {
  const others = present(world).filter((one) => one !== person)
  return person.acknowledged
    .slice(acknowledged)
    .every((one) => one.type !== 'entry' || others.some(({ disk }) => disk.spaces.get(world.space)?.entries.has(one.id) === true))
}

const restore: Chapter = async (world, person, random) => {
  const kept = backups.get(person)
  if (kept === undefined || person.byzantine) return
  for (let waits = 0; waits < 30 && !hasReached(world, person, kept); waits++) await world.pass(2_000)
  // Nobody of those who have it is there: the disk lives on.
  if (!hasReached(world, person, kept)) return
  backups.delete(person)
  count(world.faults, 'backup restored')
  await restoreBackup(world, person, kept, random)
}

const stranger: Chapter = async (world, _, random) => {
  count(world.faults, 'stranger')
  await intrude(world, random)
}

const twoHistories: Chapter = async (world, person, random) => {
  if (present(world).length < 3) return
  const histories = await equivocate(world, random, person)
  await heal(world)
  await quiesce(world)
  if (histories === null) return
  count(world.faults, 'two histories')
  await checkEquivocation(world, histories)
}

const oddRecords: Chapter = async (world, person, random) => {
  count(world.faults, 'odd records')
  await misbehave(world, person, random, { times: 8, drafts: 4 })
}

/** A member loses its vote by a decision of the others. Its shares stay its own until it leaves. */
const removal: Chapter = async (world, person, random) => {
  const others = present(world).filter((one) => one !== person)
  if (!canDecide(world) || others.length < 2) return
  const [proposer, stronger] = random.shuffle(others) as [Person, Person]
  await world.run('propose', proposeRoster(world, proposer, daoOnChain(world).address, person, stronger, `Removal of ${person.name}`))
  if (await decide(world, proposer, random, `Removal of ${person.name}`)) count(world.faults, 'removed by decision')
}

const leaving: Chapter = async (world, person, random) => {
  if (present(world).length < 3) return
  count(world.faults, 'left')
  await leave(world, person, random)
}

const hoardedKey: Chapter = async (world, person, random) => {
  const [shutOut] = random.shuffle(present(world).filter((one) => one !== person))
  if (shutOut === undefined) return
  count(world.faults, 'key hoarded')
  await hoardKey(world, person, [shutOut.device])
}

/** A seat for somebody new, whose node opens the DAO before the decision and waits, or after it. From then on it lives with the others. */
const newSeat: Chapter = async (world, person, random) => {
  const key = world.accounts[world.people.length]
  if (!canDecide(world) || key === undefined || person.byzantine) return
  const newcomer = addPerson(world, world.newcomer, key)
  newcomer.gone = true
  const waits = random.chance(0.5)
  if (waits) await knock(world, person, newcomer)
  await world.run('propose', proposeSeat(world, person, daoOnChain(world).address, newcomer))
  if (!(await decide(world, person, random, `A seat for ${newcomer.name}`))) return newcomer.process?.kill('was not taken in')
  count(world.faults, 'seat added')
  if (!waits) await knock(world, person, newcomer)
  await beLetIn(world, newcomer)
  newcomer.gone = false
  count(world.faults, waits ? 'newcomer who waited' : 'newcomer')
}

const rosterPast: Chapter = async (world, _, random) => {
  if (!canDecide(world) || present(world).length < 5) return
  count(world.faults, 'roster changed past one behind')
  await changeRosterPast(world, random)
}

/** What happens alone: it brings its own crowd, faults and checks. */
export const chapters = {
  backup,
  restore,
  stranger,
  twoHistories,
  oddRecords,
  removal,
  leaving,
  hoardedKey,
  newSeat,
  secondDevice,
  lostDevice,
  rosterPast,
  narrowVote,
  recording,
  carryOut,
} as const satisfies Readonly<Record<string, Chapter>>
export type ChapterName = keyof typeof chapters
