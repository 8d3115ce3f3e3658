import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { systemClock } from '@daomesh/protocol/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import { createLibp2pNetwork } from './createLibp2pNetwork.ts'
import { dialFailureOf } from './dialFailure.ts'

const start = async (seed: number): Promise<PeerNetwork> => {
  const network = await createLibp2pNetwork({
    deviceKey: { seed: new Uint8Array(32).fill(seed) },
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    clock: systemClock,
  })
  await network.start()
  return network
}
let nodes: readonly PeerNetwork[] = []
beforeAll(async () => {
  nodes = await Promise.all([71, 72, 73].map(start))
})
afterAll(() => Promise.all(nodes.map((node) => node.stop())))

/** Something that is no node: answers as a web page would. */
const web = createServer((socket) => {
  socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n')
}).listen(0, '127.0.0.1')
afterAll(() => web.close())

test('T9 real sockets: nobody on the port, another device there, something that is no node', async () => {
  const [a, b, c] = nodes
  if (a === undefined || b === undefined || c === undefined) throw new Error('three nodes')
  if (!web.listening) await once(web, 'listening')
  const [at = '', id = ''] = (b.addresses()[0] ?? '').split('/p2p/')
  const other = (c.addresses()[0] ?? '').split('/p2p/')[1] ?? ''
  const cases = {
    refused: `/ip4/127.0.0.1/tcp/1/p2p/${id}`,
    otherDevice: `${at}/p2p/${other}`,
    notANode: `/ip4/127.0.0.1/tcp/${(web.address() as AddressInfo).port}/p2p/${id}`,
  }
  for (const [reason, address] of Object.entries(cases))
    await expect(a.dial(address)).rejects.toMatchObject({ code: 'PEER_UNREACHABLE', meta: { reason } })
  const found = Object.fromEntries((await a.inspect()).dials.map(({ address, failure }) => [address, failure]))
  expect(found).toEqual(Object.fromEntries(Object.entries(cases).map(([reason, address]) => [address, reason])))
})

test('T9 real sockets: who closes at once is told apart from what is no node, at whatever moment it closes', async () => {
  const [a, b] = nodes
  if (a === undefined || b === undefined) throw new Error('two nodes')
  const id = (b.addresses()[0] ?? '').split('/p2p/')[1] ?? ''
  const closing: readonly ((socket: Socket) => unknown)[] = [
    (socket) => socket.end(),
    (socket) => socket.destroy(),
    (socket) => socket.once('data', () => socket.end()),
    (socket) => socket.once('data', () => socket.resetAndDestroy()),
    (socket) => socket.once('data', () => socket.end(Buffer.from('\x13/multi'))),
  ]
  for (const close of closing) {
    const server = createServer((socket) => void close(socket.on('error', () => undefined))).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = `/ip4/127.0.0.1/tcp/${(server.address() as AddressInfo).port}/p2p/${id}`
    await expect(a.dial(address)).rejects.toMatchObject({ meta: { reason: 'hungUp' } })
    server.close()
  }
})

test('T9 a peer that came by itself is called all the same: whether it can be reached is another matter', async () => {
  const [a, b] = nodes
  if (a === undefined || b === undefined) throw new Error('two nodes')
  await b.dial(a.addresses()[0] ?? '')
  const address = b.addresses()[0] ?? ''
  const old = address.replace(/tcp\/\d+/, 'tcp/1')
  const last = async (at: string) => (await a.inspect()).dials.find((dial) => dial.address === at)
  await a.probe(old)
  await a.probe(address)
  expect([(await last(old))?.failure, (await last(address))?.failure]).toEqual(['refused', null])
  expect(a.peers().map(({ device }) => device)).toEqual([b.self])
  expect((await a.inspect()).links).toMatchObject([{ device: b.self, inbound: true }])
})

test('T9 of several addresses what says most counts', () => {
  const silent = Object.assign(new Error('late'), { name: 'TimeoutError' })
  const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
  expect(dialFailureOf(new AggregateError([silent, refused, new Error('odd')], 'three addresses'))).toBe('refused')
  const at = (place: string, code: string): Error => Object.assign(new Error(`connection error ${place}: connect ${code}`), { code })
  const joined = new AggregateError([at('127.0.0.1:4001', 'ECONNREFUSED'), at('10.0.0.9:4001', 'EHOSTUNREACH')], 'joined')
  expect(['/ip4/10.0.0.9/tcp/4001/p2p/x', '/ip4/127.0.0.1/tcp/4001'].map((address) => dialFailureOf(joined, address))).toEqual([
    'noRoute',
    'refused',
  ])
  expect([dialFailureOf(silent), dialFailureOf(new Error('odd')), dialFailureOf(null)]).toEqual(['silent', 'unclear', 'unclear'])
})
