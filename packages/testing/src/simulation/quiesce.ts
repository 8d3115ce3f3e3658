import { readRecords } from '@daomesh/node/client'
import type { Audits } from './audits.ts'
import { daoOnChain } from './checks/chain.ts'
import { isLoose } from './checks/isLoose.ts'
import { count } from './ledger.ts'
import type { Person, World } from './world.ts'
import { restart } from './faults/mishap.ts'
import { agreeing, apiOf, claiming, present } from './person.ts'
import { retryUnanswered } from './perform.ts'

const equalHash = 'D11 equal state hash at equal cut and set on every member'
const settled: ReadonlySet<string> = new Set(['final', 'failed', 'superseded'])

/** What two members compare: chain cut, set and state. */
const claimsOf = async (world: World) =>
  (await claiming(world)).map(({ person, hash: { stateHash, setRoot, unjudgedRoot, cut } }) => ({
    person,
    stateHash,
    line: `${cut.count} ${cut.eventRoot} ${setRoot} ${unjudgedRoot} ${stateHash}`,
    count: cut.count,
  }))

/** What each of these people's nodes says of every record. Drafts lie outside the state hash, and equal numbers are not equal records. */
const auditsOf = async (world: World, people: readonly Person[]): Promise<Audits> =>
  new Map(
    await Promise.all(people.map(async (person) => [person, await readRecords({ daos: apiOf(person).daos, space: world.space })] as const)),
  )

/**
 * Whether all of them hold the same records, apart from those that members need not share. What is so to one of them is left out of all: who is behind
 * on the chain cannot judge yet what the others did.
 */
const areSame = (world: World, audits: Audits): boolean => {
  const isOdd = isLoose(world)
  const loose = new Set([...audits.values()].flatMap((lines) => lines.filter(isOdd).map(({ entry }) => entry)))
  const records = [...audits.values()].map((lines) =>
    lines
      .map(({ entry }) => entry)
      .filter((entry) => !loose.has(entry))
      .toSorted()
      .join(),
  )
  return records.every((one) => one === records[0])
}

/** Whether everybody reads what was written by all who keep to the rules. */
const areRead = (world: World, audits: Audits): boolean => {
  const liars = new Set<string>(world.people.filter(({ byzantine }) => byzantine).map(({ device }) => device))
  return [...audits.values()].flat().every(({ device, status }) => status !== 'locked' || liars.has(device))
}

/** Whether all who must agree hold the same records. */
export const sameRecords = async (world: World): Promise<boolean> => areSame(world, await auditsOf(world, await agreeing(world)))

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

/**
 * Waits until nothing moves any more: queues are empty and every member claims the same state of the same set at the chain's own cut.
 * @returns what every member's node says of every record then.
 */
export const quiesce = async (world: World): Promise<Audits> => {
  count(world.checks, equalHash)
  let hash = ''
  let audits: Audits = new Map()
  await world.until(
    equalHash,
    async () => {
      const claims = await claimsOf(world)
      const [first] = claims
      if (first === undefined || first.stateHash === null || claims.some(({ line }) => line !== first.line)) return false
      hash = first.stateHash
      if (first.count !== daoOnChain(world).facts.length || !(await queuesRest(world))) return false
      audits = await auditsOf(
        world,
        claims.map(({ person }) => person),
      )
      return areSame(world, audits) && areRead(world, audits)
    },
    1_200_000,
  )
  world.trace.note(`equal ${hash}`)
  return audits
}
