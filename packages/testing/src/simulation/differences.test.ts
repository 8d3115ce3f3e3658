import type { FactsPage } from '@daomesh/chain'
import { beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../world/seededRandom.ts'
import { enact, proposePayment, vote } from './actions/deciding.ts'
import { createWorld } from './createWorld.ts'
import { restart } from './faults/mishap.ts'
import { found } from './found.ts'
import { apiOf } from './person.ts'
import { quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

const random = createSeededRandom('differences.test')
const fakeTransaction = `0x${'66'.repeat(32)}` as const

const differencesOf = async (person: Person) =>
  (await apiOf(person).node.status()).differences.map(({ device, name, what, code }) => ({ device, name, what, code }))
const factsOf = async (world: World, person: Person): Promise<number> => (await apiOf(person).daos.hash({ space: world.space })).cut.count

/** From the next start on this person's endpoint says that another transaction enacted what was enacted. */
const lie = (person: Person): void => {
  const { client } = person
  const bend = (page: FactsPage): FactsPage => ({
    ...page,
    finalized: page.finalized.map((event) =>
      event.fact.kind === 'enacted' ? { ...event, fact: { ...event.fact, transaction: fakeTransaction } } : event,
    ),
  })
  const lying: Person['client'] = {
    ...client,
    watch: (request) => client.watch({ ...request, onFacts: (page) => request.onFacts(bend(page)) }),
  }
  Object.assign(person, { client: lying })
}

beforeAll(warmUp)

test('D12 X2 whole nodes: an endpoint that lies to one member is named at every member, by device; nobody else is', async () => {
  const world = createWorld(21)
  await found(world)
  await quiesce(world)
  const [proposer, deceived, ...others] = world.people as [Person, Person, ...Person[]]
  expect(await Promise.all(world.people.map(differencesOf))).toEqual(world.people.map(() => []))
  deceived.process?.kill()
  lie(deceived)
  await world.pass(1_000)
  await restart(world, deceived)
  await world.pass(3_000)
  const before = await factsOf(world, proposer)
  await world.run('propose', proposePayment(world, proposer, random))
  await world.pass(10_000)
  await world.run('vote', Promise.all(world.people.map((person) => vote(world, person, random, undefined, 'for'))))
  await world.pass(10_000)
  await world.run('enact', enact(world, proposer, random))
  await world.until('everybody has the fact', async () =>
    (await Promise.all(world.people.map((person) => factsOf(world, person)))).every((count) => count > before),
  )
  const expected = (person: Person) => [{ device: person.device, name: person.name, what: 'history', code: 'HISTORY_DIFFERS' }]
  await world.until('everybody else names the deceived device', async () =>
    (await Promise.all([proposer, ...others].map(differencesOf))).every((found) => found.length > 0),
  )
  for (const person of [proposer, ...others]) expect(await differencesOf(person)).toEqual(expected(deceived))
  await world.until('the deceived device names the others', async () => (await differencesOf(deceived)).length === world.people.length - 1)
  expect((await apiOf(deceived).network.status()).differences.map(({ device }) => device).toSorted()).toEqual(
    [proposer, ...others].map(({ device }) => device as string).toSorted(),
  )
  for (const { process } of world.people) process?.kill('ended')
}, 120_000)
