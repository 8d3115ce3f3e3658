import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SpaceId } from '@daomesh/protocol'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben'] as const
let world: TimedWorld
let space: SpaceId

beforeAll(async () => {
  await warmUp()
  world = await createTimedWorld(names)
  space = await foundTimed(world, names)
  // Each has an address of the other to call.
  await world.pass(world.api('ada').network.dial({ address: world.addressOf('ben') }))
  await world.pass(world.api('ben').network.dial({ address: world.addressOf('ada') }))
  await world.advance(180_000)
}, 60_000)
afterAll(() => world.close())

/** What the doctor finds at this person: codes about their own node, and about everybody else. */
const doctor = async (name: string, probe = true) => {
  const { findings, members } = await world.pass(world.api(name).network.diagnose({ probe }))
  return {
    own: findings.map(({ code }) => code).toSorted(),
    members: members.map((member) => ({ name: member.name, seen: member.seen, found: member.findings.map(({ code }) => code).toSorted() })),
  }
}
const well = (name: string) => ({ own: [], members: [{ name, seen: true, found: [] }] })
const missing = (name: string, ...found: string[]) => [{ name, seen: false, found }]

test('M40 M41 a healthy pair: all is well at both, whether they are called first or not', async () => {
  for (const probe of [true, false]) {
    expect(await doctor('ada', probe)).toEqual(well('ben'))
    expect(await doctor('ben', probe)).toEqual(well('ada'))
  }
})

test('M40 the network is switched off: here it is said, there the peer cannot be reached', async () => {
  await world.pass(world.api('ben').network.setOnline({ online: false, chain: true }))
  await world.advance(5_000)
  expect(await doctor('ben')).toEqual({ own: ['NETWORK_OFF'], members: missing('ada') })
  expect(await doctor('ada')).toEqual({ own: [], members: missing('ben', 'DIAL_REFUSED') })
  await world.pass(world.api('ben').network.setOnline({ online: true, chain: true }))
  await world.advance(60_000)
  expect(await doctor('ada')).toEqual(well('ben'))
})

test('M40 no way between them: silence at both, and nothing about either node', async () => {
  const groups = names.map((name) => [world.player(name).device])
  world.hub.partition(groups)
  await world.advance(5_000)
  expect(await doctor('ada')).toEqual({ own: [], members: missing('ben', 'DIAL_SILENT') })
  expect(await doctor('ben')).toEqual({ own: [], members: missing('ada', 'DIAL_SILENT') })
  world.hub.heal()
  await world.advance(60_000)
  expect(await doctor('ada')).toEqual(well('ben'))
})

test('M40 the chain: switched off, silent, another one answers; members are seen all the same', async () => {
  const { client } = world.player('ada')
  const own = async () => {
    await world.advance(5_000)
    const found = await doctor('ada')
    expect(found.members).toEqual(well('ben').members)
    return found.own
  }
  await world.pass(world.api('ada').network.setOnline({ online: true, chain: false }))
  expect(await own()).toEqual(['CHAIN_OFF'])
  await world.pass(world.api('ada').network.setOnline({ online: true, chain: true }))
  client.setOutage(true)
  expect(await own()).toEqual(['CHAIN_UNREACHABLE'])
  client.setOutage(false)
  client.setIdentity({ chainId: 7n, genesisHash: `0x${'11'.repeat(32)}` })
  expect(await own()).toEqual(['CHAIN_WRONG'])
  client.setIdentity(null)
  await world.advance(60_000)
  expect(await own()).toEqual([])
})

test('M40 clocks: each names the other’s three hours, and nothing is decided by it', async () => {
  world.player('ben').skew = 3 * 3_600_000
  for (const name of names) await world.pass(world.api(name).drafts.open({ requestId: world.requestId(), space, title: `by ${name}` }))
  await world.advance(10_000)
  const found = (name: string) => ({ own: [], members: [{ name, seen: true, found: ['CLOCK_DIFFERS'] }] })
  expect(await doctor('ada')).toEqual(found('ben'))
  expect(await doctor('ben')).toEqual(found('ada'))
  const [member] = (await world.pass(world.api('ada').network.diagnose({ probe: false }))).members
  expect(member?.findings[0]).toMatchObject({ severity: 'hinders', params: { name: 'ben', minutes: 180 } })
  world.player('ben').skew = 0
  for (const name of names)
    await world.pass(world.api(name).drafts.open({ requestId: world.requestId(), space, title: `again by ${name}` }))
  await world.advance(10_000)
  expect(await doctor('ada')).toEqual(well('ben'))
})

test('M40 a signer that is locked or gone hinders here and nobody else', async () => {
  const ben = world.player('ben')
  const ready = ben.signer
  ben.signer = { ...ready, state: 'locked' }
  expect((await doctor('ben')).own).toEqual(['IDENTITY_LOCKED'])
  ben.signer = { ...ready, state: 'locked', gone: true }
  expect((await doctor('ben')).own).toEqual(['SIGNER_ABSENT'])
  expect(await doctor('ada')).toEqual(well('ben'))
  ben.signer = ready
  expect(await doctor('ben')).toEqual(well('ada'))
})
