import { RELAY_V2_STOP_CODEC } from '@libp2p/circuit-relay-v2'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '@daomesh/protocol/system'
import { testDevice } from '../../testing/memorySpace.ts'
import { until } from '../../testing/until.ts'
import { createLibp2pNetwork, type Libp2pNetworkParameters } from '../createLibp2pNetwork.ts'

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()))
})

type Options = Partial<Pick<Libp2pNetworkParameters, 'listen' | 'relay'>> & { readonly deviceKey?: ReturnType<typeof testDevice> }

/** Listens nowhere unless told so: like behind a router that lets no call in. */
const start = async ({ deviceKey = testDevice(), listen = [], relay }: Options = {}) => {
  const network = await createLibp2pNetwork({ deviceKey, listen, mdns: false, clock: systemClock, relay })
  await network.start()
  running.push(() => network.stop())
  return { deviceKey, device: deviceKey.device, network }
}
type Started = Awaited<ReturnType<typeof start>>

const onLoopback = ['/ip4/127.0.0.1/tcp/0']
const addressOf = ({ network }: Started): string => network.addresses().find((address) => !address.includes('p2p-circuit')) ?? ''
const relayed = ({ network }: Started): readonly string[] => network.addresses().filter((address) => address.includes('p2p-circuit'))
const place = (who: Started) => until('a place is held', () => relayed(who).length > 0)
const pathsTo = (who: Started, { device }: Started): readonly string[] =>
  who.network.peers().find((peer) => peer.device === device)?.addresses ?? []

const protocol = '/test/echo/1'
const echo = ({ network }: Started) =>
  network.handle(protocol, async (stream) => {
    for (let frame = await stream.receive(); frame !== null; frame = await stream.receive()) await stream.send(frame)
    await stream.close()
  })

test('V1 V5 two nodes that nobody can call meet through a relay: at the address one tells, or by the relay both know, and any amount goes through', async () => {
  const relay = await start({ listen: onLoopback, relay: 'anyone' })
  const [ann, ben, cyd] = [await start(), await start(), await start()]
  expect(ann.network.addresses()).toEqual([])
  await ann.network.dial(addressOf(relay))
  await place(ann)
  echo(ann)
  // Ben has her address from an invite, and nothing else.
  expect(await ben.network.dial(relayed(ann)[0] ?? '')).toBe(ann.device)
  const stream = await ben.network.openStream(ann.device, protocol)
  const frame = new Uint8Array(512 * 1024).fill(7)
  const sending = (async () => {
    for (let n = 0; n < 16; n++) await stream.send(frame)
  })()
  let back = 0
  while (back < 16 * frame.length) back += (await stream.receive())?.length ?? Number.NaN
  await sending
  await stream.close()
  expect(back).toBe(16 * frame.length)
  // Cyd knows who she is and where the relay is.
  await cyd.network.dial(addressOf(relay))
  await until('cyd knows a way', () => cyd.network.ways(ann.device).length > 0)
  expect(await cyd.network.dial(cyd.network.ways(ann.device)[0] ?? '')).toBe(ann.device)
  expect(pathsTo(cyd, ann)[0]).toContain('p2p-circuit')
}, 120_000)

test('V2 a relay for members gives no place to a stranger, and one to a newcomer who asked before it was known as a member', async () => {
  const relay = await start({ listen: onLoopback, relay: 'members' })
  const [member, newcomer, stranger] = [await start(), await start(), await start()]
  relay.network.prefer(member.device)
  for (const { network } of [member, newcomer, stranger]) await network.dial(addressOf(relay))
  await place(member)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect([relayed(newcomer), relayed(stranger)]).toEqual([[], []])
  relay.network.prefer(newcomer.device)
  await place(newcomer)
  expect(relayed(stranger)).toEqual([])
  await expect(member.network.dial(member.network.ways(stranger.device)[0] ?? '')).rejects.toMatchObject({
    code: 'PEER_UNREACHABLE',
    meta: { reason: 'notAtRelay' },
  })
}, 120_000)

test('V3 nobody relays for a node but members and whom a person named', async () => {
  const [stranger, ann] = [await start({ listen: onLoopback, relay: 'anyone' }), await start({ listen: onLoopback })]
  await stranger.network.dial(addressOf(ann))
  await until('it is connected', () => ann.network.peers().length === 1)
  // Nor is a connection taken that it brings from somebody else.
  const brought = await stranger.network.openStream(ann.device, RELAY_V2_STOP_CODEC)
  await expect(brought.receive()).rejects.toMatchObject({ code: 'PEER_UNREACHABLE' })
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect([relayed(ann), ann.network.ways(testDevice().device)]).toEqual([[], []])
  ann.network.prefer(stranger.device)
  await place(ann)
  expect(ann.network.ways(testDevice().device)).not.toEqual([])
}, 120_000)

test('V4 a place is gone with its relay and held again when it is back', async () => {
  const relay = await start({ listen: onLoopback, relay: 'anyone' })
  const address = addressOf(relay)
  const port = /tcp\/(\d+)/.exec(address)?.[1] ?? ''
  const ann = await start()
  await ann.network.dial(address)
  await place(ann)
  await relay.network.stop()
  await until('it is gone', () => relayed(ann).length === 0)
  await start({ deviceKey: relay.deviceKey, listen: [`/ip4/127.0.0.1/tcp/${port}`], relay: 'anyone' })
  await ann.network.dial(address)
  await place(ann)
  expect(relayed(ann)[0]).toContain(`/tcp/${port}/`)
}, 120_000)

test('V6 members leave the relay where one of them can be called, strangers stay on it', async () => {
  const relay = await start({ listen: onLoopback, relay: 'anyone' })
  const [ann, ben] = [await start(), await start({ listen: onLoopback })]
  for (const { network } of [ann, ben]) await network.dial(addressOf(relay))
  await place(ann)
  await place(ben)
  await ben.network.dial(relayed(ann)[0] ?? '')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(pathsTo(ann, ben).every((path) => path.includes('p2p-circuit'))).toBe(true)
  ann.network.prefer(ben.device)
  await until('they speak directly', () => pathsTo(ann, ben).length > 0 && pathsTo(ann, ben).every((path) => !path.includes('p2p-circuit')))
  await until('he too', () => pathsTo(ben, ann).every((path) => !path.includes('p2p-circuit')))
}, 120_000)
