import { topicsOf } from '@daomesh/network'
import { readRecords } from '@daomesh/node/client'
import { toHex } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { createSeededRandom } from '../world/seededRandom.ts'
import { deviceKeyOf } from '../world/startMember.ts'
import { comment, proposePayment } from './actions/deciding.ts'
import { editDraft, openDraft } from './actions/drafting.ts'
import { checkAgreement } from './checks/agreement.ts'
import { requestId } from './actions/requestId.ts'
import { createWorld } from './createWorld.ts'
import type { Person, World } from './world.ts'
import { checkEquivocation, equivocate } from './faults/equivocate.ts'
import { hoardKey } from './faults/hoardKey.ts'
import { leave, quit } from './faults/leave.ts'
import { restart } from './faults/mishap.ts'
import { found } from './found.ts'
import { keysOnDisk } from './keysOnDisk.ts'
import { apiOf, present } from './person.ts'
import { heal, quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'

const founded = async (seed: number): Promise<World> => {
  const world = createWorld(seed)
  await found(world)
  return world
}
const entriesOf = async (world: World, person: Person) =>
  (await readRecords({ daos: apiOf(person).daos, space: world.space })).map(({ entry }) => entry)
const random = createSeededRandom('founded.test')

beforeAll(warmUp)

test('D11 the same seed gives the same run to the last byte, another seed another one', async () => {
  const [one, again, other] = [await founded(8), await founded(8), await founded(2)]
  expect(again.trace.hash()).toBe(one.trace.hash())
  expect(other.trace.hash()).not.toBe(one.trace.hash())
}, 120_000)

test('M32 K2 a disk that is full when gossip arrives or a frontier is due stops nobody: the record comes again by sync', async () => {
  const world = await founded(5)
  const [author, full] = world.people as [Person, Person]
  await quiesce(world)
  // The entry, then the frontier that follows it.
  for (const pause of [0, 200]) {
    const before = await entriesOf(world, author)
    if (pause === 0) full.process?.refuseNext()
    await world.run('propose', proposePayment(world, author, random))
    await world.pass(pause)
    if (pause > 0) full.process?.refuseNext()
    await quiesce(world)
    expect(await entriesOf(world, full)).toHaveLength(before.length + 1)
  }
  expect(world.trace.last(400).some((line) => line.includes('entry.unkept'))).toBe(true)
}, 120_000)

test('G4 N3 who cannot reach an author gets its record through another one within seconds', async () => {
  const world = await founded(7)
  const [author, far] = world.people as [Person, Person]
  await quiesce(world)
  world.hub.partition([[author.device], [far.device]])
  await world.pass(2_000)
  const before = await entriesOf(world, far)
  await world.run('propose', proposePayment(world, author, createSeededRandom('line')))
  await world.pass(5_000)
  expect(await entriesOf(world, far)).toHaveLength(before.length + 1)
}, 120_000)

test('M31 D4 a start writes nothing: the log goes on with the first record, once peers have said how far it went', async () => {
  const world = await founded(6)
  const [author] = world.people as [Person]
  await quiesce(world)
  const before = await entriesOf(world, author)
  author.process?.kill()
  await world.pass(1_000)
  await restart(world, author)
  await world.pass(5_000)
  await quiesce(world)
  expect(await entriesOf(world, author)).toEqual(before)
  await world.run('propose', proposePayment(world, author, random))
  await quiesce(world)
  const lines = await readRecords({ daos: apiOf(author).daos, space: world.space })
  expect(lines.filter(({ kind }) => kind === 'log.open')).toHaveLength(world.people.length)
  expect(lines).toHaveLength(before.length + 1)
}, 120_000)

test('M1 K1 a request whose answer a crash swallowed is asked again and acts once, wherever the crash fell', async () => {
  const world = await founded(7)
  const [author] = world.people as [Person]
  for (let commit = 1; commit <= 3; commit++) {
    author.process?.crashAfter(commit)
    await world.run('propose', proposePayment(world, author, random))
    author.process?.kill()
    await world.pass(1_000)
    await restart(world, author)
    await world.pass(3_000)
    await quiesce(world)
    const titles = (await apiOf(author).proposals.list({ space: world.space })).map(({ title }) => title)
    expect(titles).toHaveLength(commit)
    expect(new Set(titles).size).toBe(commit)
  }
}, 120_000)

test('M33 D5 text of a member who left comes back in every draft when somebody who had seen it writes on, and nothing written after it is lost', async () => {
  const world = await founded(9)
  const [leaver, ben, cleo] = world.people as [Person, Person, Person]
  await world.run('open a draft', openDraft(world, ben))
  await world.pass(10_000)
  await world.run('write', editDraft(world, leaver, random))
  await quiesce(world)
  // Documents are live from here on: what they show changes while they are open.
  await checkAgreement(world)
  await leave(world, leaver, random)
  for (const person of [ben, cleo, ben]) {
    await world.run('write on', editDraft(world, person, random))
    await world.pass(5_000)
  }
  await quiesce(world)
  await checkAgreement(world)
  for (const person of [ben, cleo]) {
    person.process?.kill()
    await world.pass(1_000)
    await restart(world, person)
  }
  await world.pass(5_000)
  await quiesce(world)
  await checkAgreement(world)
}, 120_000)

test('M33 M42 M43 D3 after two histories of one device everybody writes on in its drafts, every paragraph is there, and all hold one proof', async () => {
  const world = await founded(11)
  await world.run('open a draft', openDraft(world, world.people[0] as Person))
  await world.pass(10_000)
  const histories = await equivocate(world, random)
  await heal(world)
  await quiesce(world)
  await checkAgreement(world)
  if (histories === null) throw new RangeError('it could write nothing')
  await checkEquivocation(world, histories)
  const proofs = await Promise.all(world.people.map((person) => apiOf(person).daos.proofs({ space: world.space })))
  const liar = world.people.find(({ byzantine }) => byzantine)
  for (const { forks } of proofs) {
    expect(forks).toEqual(proofs[0]?.forks)
    expect(forks.length).toBeGreaterThan(0)
    for (const { device, proof } of forks) {
      expect(device).toBe(liar?.device)
      expect(proof[0].entry < proof[1].entry).toBe(true)
    }
  }
  const [ann, bob] = world.people.filter(({ byzantine }) => !byzantine) as [Person, Person]
  const rowsOf = (person: Person) => readRecords({ daos: apiOf(person).daos, space: world.space })
  const aside = (await rowsOf(ann)).find(({ republishable }) => republishable)
  if (aside === undefined) throw new RangeError('a ballot of the losing history was set aside')
  const republish = (person: Person, entry: typeof aside.entry) =>
    world.run('republish', apiOf(person).ballots.republish({ requestId: requestId(world), space: world.space, entry }))
  await republish(ann, aside.entry)
  await world.until('the ballot counts everywhere', async () =>
    (await Promise.all(world.people.map(rowsOf))).every((rows) =>
      rows.every(({ entry, republishable }) => entry !== aside.entry || !republishable),
    ),
  )
  await expect(republish(bob, aside.entry)).rejects.toMatchObject({ code: 'RECORD_COUNTED' })
  const plain = (await rowsOf(bob)).find(({ kind }) => kind === 'profile.set')
  await expect(republish(bob, plain?.entry ?? aside.entry)).rejects.toMatchObject({ code: 'RECORD_UNSIGNED' })
  for (const person of world.people) await world.run('write on', editDraft(world, person, random))
  await quiesce(world)
  await checkAgreement(world)
  const texts = world.people.flatMap(({ acknowledged }) => acknowledged.slice(-1)).flatMap((one) => (one.type === 'paragraph' ? [one] : []))
  expect(texts).toHaveLength(world.people.length)
  for (const person of world.people)
    for (const { draft, text } of texts)
      expect((await apiOf(person).drafts.preview({ space: world.space, draft })).markdown).toContain(text)
}, 120_000)

test('G9 G10 who left hears nothing of the new view, what it writes under the old key is not even stored, and the old topics end with the last who needs them', async () => {
  const world = await founded(9)
  const { space } = world
  const [leaver, sleeper, ...others] = world.people as [Person, Person, ...Person[]]
  await world.run('something to talk about', proposePayment(world, sleeper, random))
  await quiesce(world)
  // Knows of the leaving from the chain, but cannot get the new key.
  world.hub.partition([[sleeper.device], [leaver, ...others].map(({ device }) => device)])
  await quit(world, leaver)
  for (const person of others) {
    await world.run('write in the new view', comment(world, person, random))
    await world.pass(10_000)
  }
  const stranger = world.hub.network(deviceKeyOf('stranger at the door').device)
  await stranger.start()
  await world.pass(5_000)
  const old = keysOnDisk(leaver, space)
  const listeners = (keys: readonly Uint8Array[]) =>
    keys.map((key) => stranger.pubsub.peers(topicsOf(space, key).entries.name).filter((device) => device !== leaver.device).length)
  const fresh = () => {
    const known = new Set(old.map(toHex))
    return [...new Map(present(world).flatMap((one) => keysOnDisk(one, space).map((key) => [toHex(key), key] as const)))].flatMap(
      ([id, key]) => (known.has(id) ? [] : [key]),
    )
  }
  expect(fresh()).toHaveLength(1)
  expect(listeners(fresh())).toEqual([others.length])
  expect(listeners(old)).toEqual([others.length + 1])
  await world.run('a comment in the old view', comment(world, leaver, random))
  const late = leaver.acknowledged.at(-1)
  await world.pass(60_000)
  for (const person of present(world)) expect(await entriesOf(world, person)).not.toContain(late?.type === 'entry' ? late.id : '')
  expect(await entriesOf(world, leaver)).toContain(late?.type === 'entry' ? late.id : '')
  await heal(world)
  await quiesce(world)
  await world.pass(5_000)
  expect(listeners(fresh())).toEqual([others.length + 1])
  expect(listeners(old)).toEqual([0])
  expect(keysOnDisk(leaver, space)).toEqual(old)
  await stranger.stop()
}, 120_000)

test('S9 D9 a member who keeps the key of a new view to itself, with rubbish for the others, stops nobody', async () => {
  const world = await founded(12)
  const [leaver, hoarder, ...others] = world.people as [Person, Person, ...Person[]]
  await world.run('something to talk about', proposePayment(world, hoarder, random))
  await quiesce(world)
  await quit(world, leaver)
  leaver.process?.kill()
  const [shutOut, ...forgotten] = others as [Person, ...Person[]]
  await hoardKey(world, hoarder, [shutOut.device])
  await world.until('the hoarded key is known', async () => {
    const seals = await Promise.all(others.map((one) => readRecords({ daos: apiOf(one).daos, space: world.space })))
    return seals.every((lines) => lines.some(({ kind, account }) => kind === 'key.seal' && account === hoarder.account))
  })
  for (const person of [shutOut, ...forgotten]) {
    await world.run('write on', comment(world, person, random))
    expect(person.acknowledged.at(-1)).toMatchObject({ type: 'entry' })
  }
  await quiesce(world)
  await checkAgreement(world)
  for (const person of present(world))
    expect((await readRecords({ daos: apiOf(person).daos, space: world.space })).filter(({ status }) => status !== 'accepted')).toEqual([])
}, 120_000)
