import { toHex } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { comment, proposePayment } from './actions/deciding.ts'
import { editDraft, openDraft } from './actions/drafting.ts'
import { checkAgreement } from './checks/agreement.ts'
import { createWorld } from './createWorld.ts'
import { found } from './found.ts'
import { keysOnDisk } from './keysOnDisk.ts'
import { addPerson, apiOf, start } from './person.ts'
import { quiesce } from './quiesce.ts'
import { warmUp } from './warmUp.ts'
import type { Person } from './world.ts'

beforeAll(warmUp)

test('M345 D4 a home that lost its device key goes on as another device of the account: it reads all, writes on, and all agree', async () => {
  const world = createWorld(41, { calm: true })
  await found(world, 3)
  const { space } = world
  const [ada, ben] = world.people as [Person, Person, Person]
  const random = world.random.fork('device key')
  await world.run('something to talk about', proposePayment(world, ada, random))
  await world.run('a draft', openDraft(world, ben))
  await world.run('written on', editDraft(world, ben, random))
  await quiesce(world)
  ben.process?.kill()
  ben.gone = true
  await world.pass(1_000)
  const anew = addPerson(world, 'ben under another key', ben.key)
  anew.disk = ben.disk
  await start(world, anew)
  await world.pass(10_000)
  await world.run('a comment', comment(world, anew, random))
  await world.run('the same draft', editDraft(world, anew, random))
  await quiesce(world)
  await checkAgreement(world)
  const { memberRows } = await apiOf(ada).daos.get({ space })
  const devices = memberRows.find(({ account }) => account === ben.account)?.devices.map(({ device }) => device)
  expect(devices?.toSorted()).toEqual([ben.device, anew.device].toSorted())
  expect(keysOnDisk(anew, space).map(toHex)).toEqual(expect.arrayContaining(keysOnDisk(ada, space).map(toHex)))
}, 120_000)
