import type { SpaceId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { requestId } from './actions/requestId.ts'
import { createWorld } from './createWorld.ts'
import { found, rules } from './found.ts'
import { keysOnDisk } from './keysOnDisk.ts'
import { addPerson, apiOf, start } from './person.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

beforeAll(warmUp)

/** Another DAO of some of them, until each has its key. */
const foundAnother = async (world: World, people: readonly [Person, ...Person[]]): Promise<SpaceId> => {
  const [first, ...others] = people
  const id = () => requestId(world)
  const lobby = await world.run(
    'a lobby',
    apiOf(first).lobbies.create({ requestId: id(), name: 'Brook', displayName: first.name, expiresInHours: 24 }),
  )
  for (const one of others)
    await world.run('join', apiOf(one).lobbies.join({ requestId: id(), invite: lobby.invite ?? '', displayName: one.name }))
  const lobbyOf = (one: Person) => apiOf(one).lobbies.get({ space: lobby.space })
  await world.until(
    'all are there',
    async () => (await lobbyOf(first)).members.filter(({ name }) => name !== null).length === people.length,
  )
  const members = people.map(({ account }) => ({ account, power: '1', shares: '1' }))
  const { proposal } = await world.run('terms', apiOf(first).lobbies.propose({ requestId: id(), space: lobby.space, members, rules }))
  for (const one of others) {
    await world.until('terms are seen', async () => (await lobbyOf(one)).proposal !== null)
    await world.run('sign', apiOf(one).lobbies.cosign({ requestId: id(), space: lobby.space, genesisHash: proposal?.genesisHash ?? '' }))
  }
  await world.until('it exists', async () => (await Promise.all(people.map(lobbyOf))).every(({ dao }) => dao !== null))
  const space = (await lobbyOf(first)).dao ?? ''
  await world.until('all read', async () =>
    (await Promise.all(people.map((one) => apiOf(one).daos.get({ space })))).every(({ locked }) => !locked),
  )
  return space as SpaceId
}

const unlinkedIn = async (person: Person, space: SpaceId): Promise<readonly string[]> =>
  (await apiOf(person).daos.proofs({ space })).unlinked.map(({ device }) => device)

test('M344 M41 D5 a device that was lost and unlinked opens no other DAO of its account either, though it never was there', async () => {
  const world = createWorld(31, { calm: true })
  await found(world, 2, { second: true })
  const [lost, ben, ada] = world.people as [Person, Person, Person]
  const other = await foundAnother(world, [ada, ben])
  await world.run('unlink', apiOf(ada).devices.unlink({ requestId: requestId(world), device: lost.device }))
  await world.until('ben has heard', async () => (await unlinkedIn(ben, world.space)).includes(lost.device))
  // The account's other device is switched off; the thief finds an invite on the lost one, which holds no secret.
  ada.process?.kill()
  ada.asleep = true
  const { link } = await world.run('invite', apiOf(ben).daos.invite({ requestId: requestId(world), space: other, expiresInHours: 1 }))
  await world.run(
    'enter',
    apiOf(lost)
      .daos.enter({ requestId: requestId(world), invite: link ?? '', displayName: 'ada' })
      .catch(() => null),
  )
  await world.pass(60_000)
  expect(keysOnDisk(lost, other)).toEqual([])
  expect(await unlinkedIn(ben, other)).toEqual([lost.device])
  expect((await apiOf(ben).daos.get({ space: other })).memberRows.flatMap(({ devices }) => devices)).not.toContainEqual(
    expect.objectContaining({ device: lost.device }),
  )
}, 120_000)

test('M344 M41 whoever is in both tells one DAO of a device that was unlinked in another one, where its account has no other device', async () => {
  const world = createWorld(32, { calm: true })
  await found(world, 2, { second: true })
  const [lost, ben, ada] = world.people as [Person, Person, Person]
  const [, , key] = world.accounts
  if (key === undefined) throw new RangeError('an account each')
  const dan = addPerson(world, 'dan', key)
  await start(world, dan)
  const other = await foundAnother(world, [ben, lost, dan])
  await world.run('unlink', apiOf(ada).devices.unlink({ requestId: requestId(world), device: lost.device }))
  // Dan is in the other one alone.
  await world.until('dan has heard', async () => (await unlinkedIn(dan, other)).includes(lost.device))
  const before = keysOnDisk(lost, other).length
  await world.pass(30_000)
  await world.run('write on', apiOf(dan).drafts.open({ requestId: requestId(world), space: other, title: 'Without the thief' }))
  await world.pass(30_000)
  expect(keysOnDisk(lost, other)).toHaveLength(before)
  expect((await apiOf(ben).drafts.list({ space: other })).map(({ title }) => title)).toEqual(['Without the thief'])
}, 120_000)
