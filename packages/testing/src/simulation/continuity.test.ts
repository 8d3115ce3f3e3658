import { readRecords } from '@daomesh/node/client'
import { beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../world/seededRandom.ts'
import { proposePayment } from './actions/deciding.ts'
import { createWorld } from './createWorld.ts'
import { restart } from './faults/mishap.ts'
import { takeBackup } from './faults/restoreBackup.ts'
import { found } from './found.ts'
import { apiOf, start } from './person.ts'
import { quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person } from './world.ts'

const random = createSeededRandom('continuity.test')

beforeAll(warmUp)

test('D4 M455 whole nodes: a restored backup that meets only a member who was away forks nothing, though that member then holds all the backup has', async () => {
  const world = createWorld(31)
  await found(world)
  await quiesce(world)
  const [author, away, ...others] = world.people as [Person, Person, ...Person[]]
  away.process?.kill()
  await world.pass(1_000)
  await world.run('propose before the backup', proposePayment(world, author, random))
  await world.pass(5_000)
  const { disk: backup } = takeBackup(world, author)
  await world.run('propose after the backup', proposePayment(world, author, random))
  await world.pass(5_000)
  for (const person of [author, ...others]) person.process?.kill()
  await world.pass(1_000)
  author.disk = backup
  await start(world, author)
  await restart(world, away)
  const titlesOf = async (person: Person) => (await apiOf(person).proposals.list({ space: world.space })).length
  await world.until('the one who was away has what the backup holds', async () => (await titlesOf(away)) === 1)
  await world.run('propose after the restore', proposePayment(world, author, random))
  await world.pass(5_000)
  for (const person of others) await restart(world, person)
  await quiesce(world)
  expect(await titlesOf(away)).toBe(3)
  const lines = await readRecords({ daos: apiOf(away).daos, space: world.space })
  expect(lines.filter(({ status }) => status !== 'accepted')).toEqual([])
  // Whose home it is is told that it is older than what others remember, until that was read.
  const restored = async () => (await apiOf(author).node.status()).storage.restored
  expect(await restored()).toMatchObject({ older: true })
  await apiOf(author).node.dismissRestored({ requestId: 'read the note' })
  author.process?.kill()
  await world.pass(1_000)
  await start(world, author)
  await quiesce(world)
  expect(await restored()).toBeNull()
  for (const person of [away, ...others]) expect((await apiOf(person).node.status()).storage.restored).toBeNull()
  // Nobody cut anybody off, and the one who was restored began one new log.
  expect(lines.filter(({ kind, device }) => kind === 'log.open' && device === author.device)).toHaveLength(2)
  for (const { process } of world.people) process?.kill('ended')
}, 120_000)

test('D4 whole nodes: who was met first confirms the end of a log, so that it goes on though a member who was away fetched it before the next write', async () => {
  const world = createWorld(32)
  await found(world)
  await quiesce(world)
  const [author, away, ...others] = world.people as [Person, Person, ...Person[]]
  away.process?.kill()
  await world.pass(1_000)
  await world.run('propose while one is away', proposePayment(world, author, random))
  await world.pass(5_000)
  author.process?.kill()
  await world.pass(1_000)
  await restart(world, author)
  await world.pass(5_000)
  for (const person of others) person.process?.kill()
  await world.pass(1_000)
  await restart(world, away)
  await world.until(
    'the one who was away fetched from the author, who alone is there',
    async () => (await apiOf(away).proposals.list({ space: world.space })).length === 1,
  )
  await world.run('propose after that', proposePayment(world, author, random))
  await world.pass(5_000)
  for (const person of others) await restart(world, person)
  await quiesce(world)
  const lines = await readRecords({ daos: apiOf(away).daos, space: world.space })
  expect(lines.filter(({ kind, device }) => kind === 'log.open' && device === author.device)).toHaveLength(1)
  expect(lines.filter(({ kind, status }) => kind === 'proposal.submit' && status === 'accepted')).toHaveLength(2)
  for (const { process } of world.people) process?.kill('ended')
}, 120_000)
