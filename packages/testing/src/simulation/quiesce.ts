import { daoOnChain } from './checks/chain.ts'
import { isLoose } from './checks/isLoose.ts'
import type { Person, World } from './world.ts'
import { restart } from './faults/mishap.ts'
import { agreeing, apiOf, present } from './person.ts'
import { retryUnanswered } from './perform.ts'

const settled: ReadonlySet<string> = new Set(['final', 'failed', 'superseded'])

/** What two members compare: chain cut, set and state. */
const claimsOf = async (world: World) =>
  Promise.all(
    (await agreeing(world)).map(async (person) => {
      const { stateHash, setRoot, cut } = await apiOf(person).daos.hash({ space: world.space })
      return { stateHash, line: `${cut.count} ${cut.eventRoot} ${setRoot} ${stateHash}`, count: cut.count }
    }),
  )

/** Drafts lie outside the state hash, and equal numbers are not equal records. */
const recordsOf = async (world: World, person: Person): Promise<string> =>
  (await apiOf(person).daos.audit({ space: world.space }))
    .filter((line) => !isLoose(world)(line))
    .map(({ entry }) => entry)
    .toSorted()
    .join()

/** Whether all who must agree hold the same records, apart from those that members need not share. */
export const sameRecords = async (world: World): Promise<boolean> => {
  const all = await Promise.all((await agreeing(world)).map((person) => recordsOf(world, person)))
  return all.every((records) => records === all[0])
}

const queuesRest = async (world: World): Promise<boolean> => {
  for (const person of present(world)) if ((await apiOf(person).chain.transactions()).some(({ state }) => !settled.has(state))) return false
  return world.chain.pool().length === 0
}

/** Ends every fault: connections, endpoints and processes are back, and what was left without an answer is asked again. */
export const heal = async (world: World): Promise<void> => {
  world.trace.note('heal')
  world.hub.heal()
  for (const person of world.people) {
    person.client.setLag(0)
    person.client.setOutage(false)
    if (person.gone || person.asleep) continue
    if (person.process === null) await restart(world, person)
    const { network } = await apiOf(person).node.status()
    if (!network.online) await apiOf(person).network.setOnline({ online: true, chain: true })
    await retryUnanswered(world, person)
  }
}

/** Waits until nothing moves any more: queues are empty and every member claims the same state of the same set at the chain's own cut. */
export const quiesce = async (world: World): Promise<string> => {
  let hash = ''
  await world.until(
    'D11 equal state hash at equal cut and set on every member',
    async () => {
      const claims = await claimsOf(world)
      const [first] = claims
      if (first === undefined || first.stateHash === null || claims.some(({ line }) => line !== first.line)) return false
      hash = first.stateHash
      return first.count === daoOnChain(world).facts.length && (await queuesRest(world)) && (await sameRecords(world))
    },
    1_200_000,
  )
  world.trace.note(`equal ${hash}`)
  return hash
}
