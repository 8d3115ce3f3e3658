import { keys, overlaid, registersOf } from '@daomesh/governance'
import { address, daoSpaceOf, type DeviceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, createStill, deviceKeyOf, factory, genesisOf, openHome, people } from '../fixtures/home.ts'
import type { Space } from '../spaces/space.ts'
import { checkStanding } from './checkIdentity.ts'

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
    checkStanding({ node, now: clock.now() + later }, at).map(({ code }) => code)
  expect(codes(0)).toEqual(['LINK_MISSING'])
  await home.links.of(chain.chainId, address.parse(ann.address))
  expect([codes(0), codes(340 * day), codes(366 * day)]).toEqual([[], ['LINK_ENDING'], ['LINK_ENDED']])
  const name = keys.unlinked(address.parse(ann.address), device)
  const revoked = { ...space, registers: () => registersOf([{ key: name, value: {} }]) }
  expect(codes(0, revoked)).toEqual(['DEVICE_REVOKED'])
})

test('M346 M50 a device that is one too many of its account is told so, and which to unlink; not that a key is on its way', async () => {
  const [ann, ben] = people
  if (ann === undefined || ben === undefined) throw new RangeError('two people')
  const home = openHome('ann', ann)
  const genesis = genesisOf([ann, ben])
  home.learn(id, { kind: 'founded', genesis })
  await home.spaces.add({ type: 'dao', space: id, chain, lobby: null, dao, factory, genesis, proposer: true, displayName: '' })
  const space = home.spaces.dao(id)
  await space.append('profile.set', { name: 'Ann' })
  const own = deviceKeyOf('ann')
  const account = address.parse(ann.address)
  const node = { account: { current: () => account }, links: home.links, adapters: { deviceKey: own } }
  /** With so many devices of hers beside this one, all linked later. */
  const codes = (others: number, unlinked = 0): readonly string[] => {
    const rows = Array.from({ length: others }, (_, n) => {
      const { device } = deviceKeyOf(`ann ${n}`)
      return { device, value: { member: account, device, exchangeKey: `0x${'11'.repeat(32)}`, notAfter: '99999999999' } }
    })
    const registers = overlaid(space.registers(), [
      ...rows.map(({ device, value }) => ({ key: keys.device(account, device), value })),
      ...rows.slice(0, unlinked).map(({ device }) => ({ key: keys.unlinked(account, device), value: { member: account, device } })),
    ])
    const at = { ...space, registers: () => registers }
    return checkStanding({ node, now: home.clock.now() }, at).map(({ code }) => code)
  }
  expect([codes(3), codes(4), codes(5), codes(5, 2)]).toEqual([[], ['DEVICE_CROWDED'], ['DEVICE_CROWDED'], []])
})
