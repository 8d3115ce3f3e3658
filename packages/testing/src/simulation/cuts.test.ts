import { beforeAll, expect, test } from 'vitest'
import { comment, enact, proposeRoster, vote } from './actions/deciding.ts'
import { checkAgreement } from './checks/agreement.ts'
import { daoOnChain } from './checks/chain.ts'
import { createWorld } from './createWorld.ts'
import { restart } from './faults/mishap.ts'
import { found } from './found.ts'
import { apiOf } from './person.ts'
import { heal, quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

beforeAll(warmUp)

const hashOf = (world: World, person: Person, count?: number) =>
  apiOf(person).daos.hash({ space: world.space, ...(count === undefined ? {} : { count }) })

/** Everybody claims the same at every cut that two of them share, and names it by the same facts. */
const compareCuts = async (world: World): Promise<void> => {
  const claims = await Promise.all(world.people.map(async (person) => ({ person, claim: await hashOf(world, person) })))
  for (const { person, claim } of claims) {
    expect(claim.stateHash, `${person.name} claims a hash`).not.toBeNull()
    for (const { person: other, claim: theirs } of claims) {
      if (theirs.cut.count < claim.cut.count) continue
      const { stateHash, setRoot, cut } = await hashOf(world, other, claim.cut.count)
      expect({ stateHash, setRoot, cut }, `${other.name} at the cut of ${person.name}`).toEqual({
        stateHash: claim.stateHash,
        setRoot: claim.setRoot,
        cut: claim.cut,
      })
    }
  }
}

const sameSet = (world: World): Promise<void> =>
  world.until('everybody holds the same set', async () => {
    const all = await Promise.all(world.people.map((person) => hashOf(world, person)))
    return all.every(({ setRoot, entries }) => setRoot === all[0]?.setRoot && entries === all[0]?.entries)
  })

test('D12 behind, without an endpoint, and on a chain that was reorganised: equal hash at every common cut, through a restart, and nobody is blamed', async () => {
  const world = createWorld(17)
  await found(world, 5)
  const [ada, behind, silent, dan] = world.people as [Person, Person, Person, Person]
  const random = world.random.fork('cuts')
  await quiesce(world)
  behind.client.setLag(60)
  silent.client.setOutage(true)
  const before = daoOnChain(world).rosterEpoch

  await world.run('propose', proposeRoster(world, ada, daoOnChain(world).address, dan, ada))
  await world.until('everybody has it', async () =>
    (await Promise.all(world.people.map((person) => apiOf(person).proposals.list({ space: world.space })))).every(
      ({ length }) => length === 1,
    ),
  )
  for (const person of world.people) await world.run('vote', vote(world, person, random, undefined, 'for'))
  await world.until('it can be enacted', async () => {
    const [row] = await apiOf(ada).proposals.list({ space: world.space })
    return row?.state === 'decisive'
  })
  await world.run('enact', enact(world, ada, random))
  // The block with the enactment vanishes before it is final, and the transaction with it.
  await world.until('it is in a block', async () => daoOnChain(world).rosterEpoch > before)
  const gone = world.chain
    .blocks()
    .slice(-1)
    .flatMap(({ transactions }) => transactions.map(({ hash }) => hash))
  expect(gone).toHaveLength(1)
  world.chain.reorganise(1, gone)
  expect(daoOnChain(world).rosterEpoch).toBe(before)
  await sameSet(world)
  await compareCuts(world)

  await world.until(
    'it is final for who looks',
    async () => (await hashOf(world, ada)).cut.count === daoOnChain(world).facts.length && daoOnChain(world).rosterEpoch > before,
  )
  for (const person of world.people) await world.run('comment', comment(world, person, random))
  await sameSet(world)
  const [now, late, mute] = await Promise.all([ada, behind, silent].map((person) => hashOf(world, person)))
  expect(late?.cut.count).toBeLessThan(now?.cut.count ?? 0)
  expect(mute?.cut.count).toBeLessThan(now?.cut.count ?? 0)
  await compareCuts(world)

  silent.process?.kill()
  await world.pass(1_000)
  await restart(world, silent)
  expect((await hashOf(world, silent)).cut).toEqual(mute?.cut)
  await sameSet(world)
  await compareCuts(world)

  await heal(world)
  await quiesce(world)
  await compareCuts(world)
  await checkAgreement(world)
}, 120_000)
