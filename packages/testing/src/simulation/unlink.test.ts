import { copyDisk } from '@daomesh/log/memory'
import { readRecords } from '@daomesh/node/client'
import { toHex } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { comment, proposePayment } from './actions/deciding.ts'
import { editDraft, openDraft } from './actions/drafting.ts'
import { requestId } from './actions/requestId.ts'
import { checkAgreement } from './checks/agreement.ts'
import { createWorld } from './createWorld.ts'
import { restart } from './faults/mishap.ts'
import { found } from './found.ts'
import { keysOnDisk } from './keysOnDisk.ts'
import { apiOf, start } from './person.ts'
import { heal, quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person, World } from './world.ts'

beforeAll(warmUp)

const lineOf = async (world: World, person: Person, entry: string | undefined) =>
  (await readRecords({ daos: apiOf(person).daos, space: world.space })).find((line) => line.entry === entry)

test('M40 M41 M42 D5 a device that was lost and unlinked: what others had of it stays, and it is neither read to, listened to nor counted', async () => {
  const world = createWorld(21)
  await found(world, 3, { second: true })
  const { space } = world
  const [lost, ben, cleo, ada] = world.people as [Person, Person, Person, Person]
  const random = world.random.fork('unlink')
  await world.run('something to talk about', proposePayment(world, ben, random))
  await world.run('a draft', openDraft(world, lost))
  await world.pass(10_000)
  await world.run('the last words of a device', editDraft(world, lost, random))
  await world.run('a comment of the device', comment(world, lost, random))
  await quiesce(world)
  await checkAgreement(world)

  const rows = await apiOf(ada).devices.list()
  expect(rows.map(({ device, self, unlinked }) => [device, self, unlinked])).toEqual([
    [ada.device, true, false],
    [lost.device, false, false],
  ])
  await expect(world.run('itself', apiOf(ada).devices.unlink({ requestId: requestId(world), device: ada.device }))).rejects.toMatchObject({
    code: 'DEVICE_OWN',
  })
  await expect(world.run('of ben', apiOf(ada).devices.unlink({ requestId: requestId(world), device: ben.device }))).rejects.toMatchObject({
    code: 'DEVICE_UNKNOWN',
  })

  // The thief works offline and cleo is away, so neither hears of it at first.
  world.hub.partition([[lost.device], [cleo.device], [ben.device, ada.device]])
  await world.run('unlink', apiOf(ada).devices.unlink({ requestId: requestId(world), device: lost.device }))
  await world.run('by the thief', comment(world, lost, random))
  const stolen = lost.acknowledged.pop()
  await world.until('ben knows', async () => {
    const { memberRows } = await apiOf(ben).daos.get({ space })
    return memberRows.some(({ account, devices }) => account === ada.account && devices.length === 1)
  })
  const before = keysOnDisk(lost, space).map(toHex)
  await world.run('by ben', comment(world, ben, random))
  lost.byzantine = true
  // The thief's node shows its link to everybody who comes, ben and cleo among them.
  world.hub.heal()
  await world.pass(120_000)
  lost.gone = true
  await quiesce(world)
  await checkAgreement(world)
  for (const person of [ada, ben, cleo]) {
    const line = await lineOf(world, person, stolen?.type === 'entry' ? stolen.id : '')
    expect(line === undefined || (line.status === 'cut' && line.reason === 'ENTRY_UNLINKED')).toBe(true)
  }
  for (const one of lost.acknowledged) {
    if (one.type === 'entry') expect(await lineOf(world, cleo, one.id)).toMatchObject({ status: 'accepted' })
    if (one.type === 'paragraph') expect((await apiOf(cleo).drafts.preview({ space, draft: one.draft })).markdown).toContain(one.text)
  }
  expect(keysOnDisk(lost, space).map(toHex)).toEqual(before)
  const known = await Promise.all([ada, ben, cleo].map(async (person) => new Set(keysOnDisk(person, space).map(toHex))))
  // Whoever heard of it first made a new key; on a race there are two, and all members hold both.
  for (const keys of known) {
    expect(keys).toEqual(known[0])
    expect([...keys].filter((key) => !before.includes(key)).length).toBeGreaterThan(0)
  }

  const proofs = await apiOf(ben).daos.proofs({ space })
  expect(proofs.unlinked.map(({ device, account }) => [device, account])).toEqual([[lost.device, ada.account]])
  expect(proofs.keys.filter(({ writes }) => writes).map(({ devices }) => devices.some(({ device }) => device === lost.device))).toEqual([
    false,
  ])
  expect(proofs.keys.at(-1)).toMatchObject({ exposed: true, held: true, writes: false })
  expect(proofs.views).toMatchObject([{ index: 0, current: true, left: [] }])

  // Through restarts, and in drafts too.
  for (const person of [ada, ben, cleo]) {
    await world.run('write on', editDraft(world, person, random))
    person.process?.kill()
    await world.pass(1_000)
    await restart(world, person)
  }
  await heal(world)
  await quiesce(world)
  await checkAgreement(world)
}, 120_000)

test('M41 G4 a device that is there when it is unlinked hears of it, writes no more and says why', async () => {
  const world = createWorld(22)
  await found(world, 2, { second: true })
  const { space } = world
  const [lost, , ada] = world.people as [Person, Person, Person]
  await quiesce(world)
  await world.run('unlink', apiOf(ada).devices.unlink({ requestId: requestId(world), device: lost.device }))
  await world.pass(2_000)
  const asked = apiOf(lost).drafts.open({ requestId: requestId(world), space, title: 'Too late' })
  await expect(world.run('write', asked)).rejects.toMatchObject({ code: 'DEVICE_UNLINKED' })
}, 120_000)

test('M26 K1 wherever a crash falls between the record that seals a key, the key, and what it opens: after the restart all of it is open', async () => {
  const world = createWorld(23, { calm: true })
  await found(world, 3, { second: true })
  const { space } = world
  const [lost, ben, cleo, ada] = world.people as [Person, Person, Person, Person]
  const random = world.random.fork('crash')
  await world.run('something to talk about', proposePayment(world, ben, random))
  await quiesce(world)
  cleo.process?.kill()
  lost.process?.kill()
  lost.gone = true
  await world.run('unlink', apiOf(ada).devices.unlink({ requestId: requestId(world), device: lost.device }))
  await world.pass(20_000)
  await world.run('under the new key', comment(world, ben, random))
  await world.pass(5_000)
  const disk = copyDisk(cleo.disk)
  const lines = async (person: Person) =>
    (await readRecords({ daos: apiOf(person).daos, space })).map(({ entry, status }) => `${entry} ${status}`).toSorted()
  const all = await lines(ben)
  let crashes = 0
  for (let commits = 1; commits <= 12; commits++) {
    cleo.disk = copyDisk(disk)
    await start(world, cleo)
    const { process } = cleo
    process?.crashAfter(commits)
    await world.pass(15_000)
    process?.crashAfter(Infinity)
    if (cleo.process === null) {
      crashes += 1
      await start(world, cleo)
    }
    await world.until(`all is open after a crash at commit ${commits}`, async () => (await lines(cleo)).join() === all.join(), 60_000)
    cleo.process?.kill()
    await world.pass(1_000)
  }
  expect(crashes).toBeGreaterThan(4)
})
