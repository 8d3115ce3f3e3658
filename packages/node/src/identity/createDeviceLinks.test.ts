import { predictDaoAddress } from '@daomesh/chain'
import type { DevnetAccount } from '@daomesh/chain/devnet'
import { devicesOf } from '@daomesh/governance'
import { memoryDisk } from '@daomesh/log/memory'
import { daoSpaceOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, createStill, deviceKeyOf, factory, genesisOf, openHome, people } from '../fixtures/home.ts'
import { introduce } from '../founding/introduce.ts'

const [ann] = people as [DevnetAccount]
const genesis = genesisOf([ann])
const dao = predictDaoAddress(factory, genesis)
const space = daoSpaceOf(chain, dao)
const record = { type: 'dao', space, chain, lobby: null, dao, factory, genesis, proposer: true, displayName: 'Ann' } as const
const year = 365 * 24 * 3_600_000

test('M345 D4 a home without its device key is another device: it is linked anew, reads on, and writes', async () => {
  const [clock, disk] = [createStill(), memoryDisk()]
  const before = openHome('ann', ann, clock, disk)
  await before.spaces.add(record)
  await before.spaces.dao(space).append('profile.set', { name: 'Ann' })
  const after = openHome('ann in another skin', ann, clock, disk)
  await after.spaces.openStored()
  expect(after.links.known(chain.chainId, ann.address)).toBeNull()
  const here = after.spaces.dao(space)
  await introduce(after, here)
  await here.append('profile.set', { name: 'Ann again' })
  const devices = devicesOf(here.registers(), ann.address).map(({ device }) => device)
  expect(devices.toSorted()).toEqual([before.deviceKey.device, after.deviceKey.device].toSorted())
  expect((await after.links.of(chain.chainId, ann.address)).link.device).toBe(`0x${deviceKeyOf('ann in another skin').device}`)
})

test('M346 a link that was renewed is told in the spaces too, so that a device in use stays before those that are not', async () => {
  const clock = createStill()
  const home = openHome('ann', ann, clock)
  await home.spaces.add(record)
  const here = home.spaces.dao(space)
  await introduce(home, here)
  const count = here.replica.count()
  await introduce(home, here)
  expect(here.replica.count()).toBe(count)
  clock.pass(year - 24 * 3_600_000)
  const { link } = await home.links.renew(chain.chainId, ann.address)
  await introduce(home, here)
  expect(devicesOf(here.registers(), ann.address)).toMatchObject([{ device: home.deviceKey.device, notAfter: link.notAfter }])
  const told = here.replica.count()
  await introduce(home, here)
  expect(here.replica.count()).toBe(told)
})
