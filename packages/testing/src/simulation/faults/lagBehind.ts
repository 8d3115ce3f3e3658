import type { SeededRandom } from '../../world/seededRandom.ts'
import { live } from '../act.ts'
import { enact, proposeRoster, vote } from '../actions/deciding.ts'
import { daoOnChain } from '../checks/chain.ts'
import type { Person, World } from '../world.ts'
import { agreeing, apiOf, present } from '../person.ts'
import { sameRecords } from '../quiesce.ts'
import { demand } from '../violation.ts'

const behind = 60

/**
 * One member's endpoint stays behind while the roster changes and life goes on. At the lower common cut everybody claims the same hash (D12), and
 * nobody is punished for writing in a view that the one behind does not know.
 * @returns who lost its vote.
 */
export const changeRosterPast = async (world: World, random: SeededRandom): Promise<Person> => {
  const drawn = random.shuffle(present(world))
  // A liar's own claim proves nothing.
  const slow = drawn.find(({ byzantine }) => !byzantine) ?? (drawn[0] as Person)
  const [proposer, without, stronger] = drawn.filter((one) => one !== slow) as [Person, Person, Person]
  const epoch = daoOnChain(world).rosterEpoch
  slow.client.setLag(behind)
  world.trace.note(`${slow.name} is ${behind} blocks behind`)
  await world.run('propose', proposeRoster(world, proposer, daoOnChain(world).address, without, stronger))
  const rows = await apiOf(proposer).proposals.list({ space: world.space })
  const decision = rows.find(({ title }) => title === `Roster without ${without.name}`)?.decision
  await world.until('everybody has the proposal', async () =>
    (await Promise.all(present(world).map((one) => apiOf(one).proposals.list({ space: world.space })))).every((list) =>
      list.some((row) => row.decision === decision),
    ),
  )
  await world.run('vote', Promise.all(present(world).map((one) => vote(world, one, random, decision, 'for'))))
  await world.until('the proposer can enact', async () => {
    if (decision === undefined) return false
    return (await apiOf(proposer).proposals.get({ space: world.space, decision })).tally.enactable
  })
  if (decision !== undefined) await world.run('enact', enact(world, proposer, random, decision))
  await world.until('the roster changed for all but one', async () => {
    const pages = await Promise.all(
      present(world)
        .filter((one) => one !== slow)
        .map((one) => apiOf(one).daos.hash({ space: world.space })),
    )
    return daoOnChain(world).rosterEpoch > epoch && pages.every(({ cut }) => cut.count === daoOnChain(world).facts.length)
  })
  await live(world, random, { actions: 12, trouble: 0 })
  await checkLowerCut(world, slow)
  slow.client.setLag(0)
  return without
}

/** D12: equal hash at the cut of the one behind. */
const checkLowerCut = async (world: World, slow: Person): Promise<void> => {
  const others = (await agreeing(world)).filter((one) => one !== slow)
  const hashOf = (person: Person, count?: number) =>
    apiOf(person).daos.hash({ space: world.space, ...(count === undefined ? {} : { count }) })
  await world.until('everybody holds the same set', async () => {
    const all = await Promise.all([slow, ...others].map((one) => hashOf(one)))
    return all.every(({ setRoot }) => setRoot === all[0]?.setRoot) && (await sameRecords(world))
  })
  const theirs = await hashOf(slow)
  for (const other of others) {
    const [ours, now] = [await hashOf(other, theirs.cut.count), await hashOf(other)]
    demand(world, now.cut.count > theirs.cut.count, 'scenario', () => `${slow.name} is not behind ${other.name}`)
    const equal = ours.stateHash === theirs.stateHash && ours.cut.eventRoot === theirs.cut.eventRoot && theirs.stateHash !== null
    demand(
      world,
      equal,
      'D12 equal hash at the lower common cut',
      () => `${other.name}: ${JSON.stringify(ours)}; ${slow.name}: ${JSON.stringify(theirs)}`,
    )
  }
  world.trace.note(`equal at the lower cut ${theirs.cut.count}: ${theirs.stateHash}`)
}
