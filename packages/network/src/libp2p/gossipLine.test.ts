import { systemClock } from '@daomesh/protocol/system'
import { afterEach, expect, test } from 'vitest'
import { testDevice } from '../testing/memorySpace.ts'
import { until } from '../testing/until.ts'
import { createLibp2pNetwork } from './createLibp2pNetwork.ts'

const topic = 'line'
const running: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()))
})

const peer = async () => {
  const network = await createLibp2pNetwork({ deviceKey: testDevice(), listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, clock: systemClock })
  await network.start()
  running.push(() => network.stop())
  const heard: string[] = []
  network.pubsub.subscribe(topic, {
    judge: async (bytes) => (bytes[0] === 0 ? 'reject' : 'accept'),
    onMessage: (bytes) => heard.push(new TextDecoder().decode(bytes)),
  })
  return { network, heard }
}

test('G12 N3 who is connected to an author only through another one asks for what it misses, and gets only what was accepted', async () => {
  const [a, b, c] = await Promise.all([peer(), peer(), peer()])
  await a.network.dial(b.network.addresses()[0] ?? '')
  await c.network.dial(b.network.addresses()[0] ?? '')
  await until('both listen to the one between them', () => b.network.pubsub.peers(topic).length === 2)
  await a.network.pubsub.publish(topic, Buffer.from('to all'))
  await a.network.pubsub.publish(topic, Uint8Array.of(0, 1))
  await until('the one between', () => b.heard.includes('to all'))
  await until('the one at the other end', () => c.heard.includes('to all'), 5_000)
  expect([b.heard, c.heard]).toEqual([['to all'], ['to all']])
})
