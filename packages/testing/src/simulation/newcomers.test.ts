import { beforeAll, expect, test } from 'vitest'
import { comment, enact, vote } from './actions/deciding.ts'
import { requestId } from './actions/requestId.ts'
import { createSeededRandom } from '../world/seededRandom.ts'
import { createWorld } from './createWorld.ts'
import { found } from './found.ts'
import { addPerson, apiOf, start } from './person.ts'
import { quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

const random = createSeededRandom('newcomers.test')
beforeAll(warmUp)

const founded = async (seed: number, count: number): Promise<World> => {
  const world = createWorld(seed)
  await found(world, count)
  return world
}
const stateOf = async (world: World, person: Person) => apiOf(person).daos.get({ space: world.space })
const inviteOf = async (world: World, by: Person): Promise<string> => {
  const asked = { requestId: requestId(world), space: world.space, expiresInHours: 24 }
  const { link } = await world.run('invite', apiOf(by).daos.invite(asked))
  return link ?? ''
}
const enter = (world: World, person: Person, invite: string) =>
  world.run('enter', apiOf(person).daos.enter({ requestId: requestId(world), invite, displayName: person.name }))
/** A device with an account of this world, on a home of its own. */
const arrive = async (world: World, name: string, seat: number): Promise<Person> => {
  const key = world.accounts[seat]
  if (key === undefined) throw new RangeError('no such account')
  const person = addPerson(world, name, key)
  await start(world, person)
  return person
}
const admit = async (world: World, by: Person, account: Person['account']) => {
  const call = await apiOf(by).daos.rosterCall({ space: world.space, seats: [{ account, power: '5', shares: '7' }] })
  const asked = { requestId: requestId(world), space: world.space, draft: null, title: 'A new member', content: 'Welcome.', calls: [call] }
  return (await world.run('propose the member', apiOf(by).proposals.submit(asked))).decision
}

test('M22 M30 a member’s second device opens the DAO by an invite, is admitted by its link, gets the key and reads everything', async () => {
  const world = await founded(31, 2)
  const [ada, ben] = world.people as [Person, Person]
  const decision = await admit(world, ada, world.accounts[5]?.address as Person['account'])
  await world.run('comment', comment(world, ada, random))
  const laptop = await arrive(world, 'ada laptop', 0)
  const { standing } = await enter(world, laptop, await inviteOf(world, ben))
  expect(standing).toBe('member')
  await world.until('the second device reads', async () => !(await stateOf(world, laptop)).locked)
  await quiesce(world)
  const page = await apiOf(laptop).proposals.get({ space: world.space, decision })
  expect(page).toMatchObject({ title: 'A new member', content: 'Welcome.', authorName: 'ada' })
  const row = (await stateOf(world, ben)).memberRows.find(({ account }) => account === ada.account)
  expect(row?.devices.map(({ device }) => device).sort()).toEqual([ada.device, laptop.device].sort())
  // It writes as the member it belongs to, and both devices count as one.
  await world.run('vote', vote(world, laptop, random, decision, 'for'))
  await quiesce(world)
  expect((await apiOf(ada).proposals.get({ space: world.space, decision })).mine).toBe('for')
}, 120_000)

/** Everybody says yes, and one of them sends it. */
const decide = async (world: World, members: readonly Person[], decision: Awaited<ReturnType<typeof admit>>): Promise<void> => {
  const [first] = members as [Person]
  for (const member of members) {
    await world.until(`${member.name} sees it`, async () =>
      (await apiOf(member).proposals.list({ space: world.space })).some((row) => row.decision === decision),
    )
    await world.run('vote', vote(world, member, random, decision, 'for'))
  }
  await world.until('decided', async () => (await apiOf(first).proposals.get({ space: world.space, decision })).tally.enactable)
  await world.run('enact', enact(world, first, random, decision))
}
const rowsOf = (person: Person, world: World): number => person.disk.spaces.get(world.space)?.entries.size ?? 0

test('M22 M23 M27 S3 a newcomer waits and is told nothing until the decision that takes it in is on the chain; then it reads all, votes and counts', async () => {
  const world = await founded(32, 2)
  const [ada, ben] = world.people as [Person, Person]
  await world.run('comment', comment(world, ada, random))
  const eve = await arrive(world, 'eve', 5)
  expect((await enter(world, eve, await inviteOf(world, ada))).standing).toMatch(/waiting|chainBehind/)
  await world.until('its own chain is read', async () => (await stateOf(world, eve)).standing === 'waiting')
  await world.until('both members know who asks', async () =>
    (await Promise.all([ada, ben].map((one) => apiOf(one).daos.applicants({ space: world.space })))).every(
      ([first]) => first?.account === eve.account,
    ),
  )
  const decision = await admit(world, ben, eve.account)
  await world.pass(120_000)
  // One of them wrote it down, and it says what is being decided.
  expect(await apiOf(ada).daos.applicants({ space: world.space })).toMatchObject([{ account: eve.account, name: 'eve', decision }])
  expect(await apiOf(eve).daos.applicants({ space: world.space })).toEqual([])
  expect([rowsOf(eve, world), (await stateOf(world, eve)).standing]).toEqual([0, 'waiting'])
  expect(await apiOf(eve).proposals.list({ space: world.space })).toEqual([])
  await expect(
    apiOf(eve).comments.post({ requestId: requestId(world), space: world.space, about: decision, replyTo: null, text: 'hi' }),
  ).rejects.toMatchObject({ code: 'MEMBERSHIP_REFUSED' })

  await decide(world, [ada, ben], decision)
  await world.until('the newcomer is a member and reads', async () => {
    const { standing, locked } = await stateOf(world, eve)
    return standing === 'member' && !locked
  })
  await quiesce(world)
  expect((await apiOf(eve).proposals.get({ space: world.space, decision })).ballotRows.map(({ name }) => name).sort()).toEqual([
    'ada',
    'ben',
  ])
  for (const person of [ada, ben, eve]) expect(await apiOf(person).daos.applicants({ space: world.space })).toEqual([])
  for (const person of [ada, ben, eve])
    expect((await stateOf(world, person)).memberRows.find(({ account }) => account === eve.account)).toMatchObject({
      name: 'eve',
      power: '5',
      shares: '7',
    })
  const next = await admit(world, eve, world.accounts[6]?.address as Person['account'])
  await world.run('vote', vote(world, eve, random, next, 'for'))
  await quiesce(world)
  expect((await apiOf(ada).proposals.get({ space: world.space, decision: next })).tally.for).toBe('5')
}, 120_000)

test('M22 who was taken in before opens the DAO by an invite afterwards', async () => {
  const world = await founded(33, 2)
  const [ada, ben] = world.people as [Person, Person]
  const eve = await arrive(world, 'eve', 5)
  await decide(world, [ada, ben], await admit(world, ada, eve.account))
  await world.until('the chain seats eve', async () => (await stateOf(world, ben)).memberRows.length === 3)
  const invite = await inviteOf(world, ben)
  ada.process?.kill()
  await enter(world, eve, invite)
  await world.until('eve reads', async () => {
    const { standing, locked, memberRows } = await stateOf(world, eve)
    return standing === 'member' && !locked && memberRows.length === 3
  })
  await world.until('and is named', async () => (await stateOf(world, ben)).memberRows.every(({ name }) => name !== null))
  expect((await stateOf(world, eve)).memberRows.find(({ self }) => self)).toMatchObject({ name: 'eve', power: '5' })
}, 120_000)
test('E6 M24 a revoked or expired invite to a DAO is refused with its reason and leaves nothing behind; it keeps no member out', async () => {
  const world = await founded(34, 2)
  const [ada, ben] = world.people as [Person, Person]
  const eve = await arrive(world, 'eve', 5)
  const laptop = await arrive(world, 'ada laptop', 0)
  const { invite, link } = await world.run(
    'invite',
    apiOf(ada).daos.invite({ requestId: requestId(world), space: world.space, expiresInHours: 1 }),
  )
  const other = await inviteOf(world, ada)
  await world.until('ben knows it', async () => (await apiOf(ben).daos.invites({ space: world.space })).length === 2)
  await world.run('revoke', apiOf(ben).daos.revokeInvite({ requestId: requestId(world), space: world.space, invite }))
  await world.until('ada knows', async () =>
    (await apiOf(ada).daos.invites({ space: world.space })).some(({ state }) => state === 'revoked'),
  )
  await world.until('eve met both', async () => (await apiOf(eve).network.status()).peers.length >= 2)
  await expect(enter(world, eve, link ?? '')).rejects.toMatchObject({ code: 'INVITE_REVOKED' })
  expect(await apiOf(eve).daos.list({})).toEqual([])
  await enter(world, laptop, link ?? '')
  await world.until('the member’s device reads', async () => !(await stateOf(world, laptop)).locked)
  expect((await enter(world, eve, other)).standing).toMatch(/waiting|chainBehind/)
  expect(rowsOf(eve, world)).toBe(0)
}, 120_000)

/** Ada and Ben decide on Eve, who enters by Ada; Ben's chain endpoint is down before that is mined. */
const seatUnseen = async (world: World) => {
  const [ada, ben] = world.people as [Person, Person]
  const eve = await arrive(world, 'eve', 5)
  await enter(world, eve, await inviteOf(world, ada))
  const decision = await admit(world, ada, eve.account)
  ben.client.setOutage(true)
  await decide(world, [ada, ben], decision)
  await world.until('eve reads', async () => {
    const { standing, locked } = await stateOf(world, eve)
    return standing === 'member' && !locked
  })
  return { ada, ben, eve, decision }
}

test('M25 S4 a peer without a chain admits by the decision that its own roster signed: what both write goes on, and the chain confirms it later', async () => {
  const world = await founded(35, 2)
  const { ada, ben, eve, decision } = await seatUnseen(world)
  // What shows the decision is read from the chain once.
  await world.pass(30_000)
  ada.process?.kill()
  await world.pass(5_000)
  expect((await stateOf(world, ben)).memberRows).toHaveLength(2)
  const before = rowsOf(ben, world)
  const about = { space: world.space, about: decision, replyTo: null, text: 'from eve' }
  const { entry } = await world.run('eve writes', apiOf(eve).comments.post({ requestId: requestId(world), ...about }))
  const opened = { requestId: requestId(world), space: world.space, title: 'From Ben' }
  const { draft } = await world.run('ben writes', apiOf(ben).drafts.open(opened))
  const reads = async () => (await apiOf(eve).drafts.list({ space: world.space })).some((row) => row.draft === draft)
  await world.until('eve has what ben wrote', reads)
  await world.until('ben keeps what eve wrote', async () => ben.disk.spaces.get(world.space)?.entries.has(entry) === true)
  expect(rowsOf(ben, world)).toBeGreaterThan(before)
  // It is judged only once the chain says so.
  const comments = async () => (await apiOf(ben).proposals.get({ space: world.space, decision })).comments
  expect(await comments()).toEqual([])
  ben.client.setOutage(false)
  await world.until('ben reads it', async () => (await comments()).some(({ text, name }) => text === 'from eve' && name === 'eve'))
}, 120_000)

test('M25 S4 N6 who cannot show the decision is unknown to a peer that is behind, gets nothing and is not penalised', async () => {
  const world = await founded(36, 2)
  const { ada, ben, eve } = await seatUnseen(world)
  await world.pass(30_000)
  ada.process?.kill()
  eve.process?.kill()
  await world.pass(1_000)
  for (const key of eve.disk.meta.keys()) if (key.startsWith('enactments:')) eve.disk.meta.delete(key)
  eve.client.setOutage(true)
  await start(world, eve)
  const opened = { requestId: requestId(world), space: world.space, title: 'Alone' }
  const { draft } = await world.run('ben writes', apiOf(ben).drafts.open(opened))
  const reads = async () => (await apiOf(eve).drafts.list({ space: world.space })).some((row) => row.draft === draft)
  await world.pass(180_000)
  expect(await reads()).toBe(false)
  expect((await apiOf(eve).network.status()).peers.map(({ device }) => device)).toContain(ben.device)
  ben.client.setOutage(false)
  await world.until('the chain tells ben', reads)
}, 120_000)
