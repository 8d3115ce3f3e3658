import { keys } from '@daomesh/governance'
import { address, daoSpaceOf, type DeviceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, createStill, deviceKeyOf, factory, genesisOf, openHome, people } from '../fixtures/home.ts'
import type { Space } from '../spaces/space.ts'
import { checkStanding } from './checkIdentity.ts'
import type { Scene } from './scene.ts'

const day = 24 * 3_600_000
const dao = address.parse(`0x${'da'.repeat(20)}`)
const id = daoSpaceOf(chain, dao)

test('M50 H6 the standing of this device: no link yet, one that holds, one that ends soon, one that ended, one taken back', async () => {
  const [ann, ben] = people
  if (ann === undefined || ben === undefined) throw new RangeError('two people')
  const clock = createStill()
  const home = openHome('ann', ann, clock)
  const genesis = genesisOf([ann, ben])
  home.learn(id, { kind: 'founded', genesis })
  await home.spaces.add({ type: 'dao', space: id, chain, lobby: null, dao, factory, genesis, proposer: true, displayName: '' })
  const space = home.spaces.dao(id)
  const device: DeviceId = deviceKeyOf('ann').device
  const node = { account: { current: () => address.parse(ann.address) }, links: home.links, adapters: { deviceKey: { device } } }
  const codes = (later: number, at: Space = space): readonly string[] =>
    checkStanding({ node, now: clock.now() + later } as unknown as Scene, at).map(({ code }) => code)
  expect(codes(0)).toEqual(['LINK_MISSING'])
  await home.links.of(chain.chainId, address.parse(ann.address))
  expect([codes(0), codes(340 * day), codes(366 * day)]).toEqual([[], ['LINK_ENDING'], ['LINK_ENDED']])
  const name = keys.unlinked(address.parse(ann.address), device)
  const revoked = { ...space, registers: () => new Map([[name, []]]) } as unknown as Space
  expect(codes(0, revoked)).toEqual(['DEVICE_REVOKED'])
})
