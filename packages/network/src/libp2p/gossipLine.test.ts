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
  await until('the one at the other end', () => c.heard.includes('to all'))
  expect([b.heard, c.heard]).toEqual([['to all'], ['to all']])
})

test('G15 N5 who brings what is rejected on a scored topic is heard no more, on no topic; elsewhere nothing is counted', async () => {
  const [a, b, c] = await Promise.all([peer(), peer(), peer()])
  let judged = 0
  const rules = (scored: boolean) => ({
    judge: async (bytes: Uint8Array) => {
      judged += 1
      return bytes[0] === 0 ? ('reject' as const) : ('accept' as const)
    },
    onMessage: () => undefined,
    ...(scored ? { scored: true as const } : {}),
  })
  b.network.pubsub.subscribe('market', rules(true))
  b.network.pubsub.subscribe('other', rules(false))
  for (const [network, name] of [
    [a.network, 'market'],
    [c.network, 'other'],
  ] as const) {
    network.pubsub.subscribe(name, rules(false))
    await network.dial(b.network.addresses()[0] ?? '')
    await until('they listen', () => network.pubsub.peers(name).length === 1 && network.pubsub.peers(topic).length > 0)
  }
  for (let i = 0; i < 30; i++) {
    await a.network.pubsub.publish('market', Uint8Array.of(0, i))
    await c.network.pubsub.publish('other', Uint8Array.of(0, 100 + i))
  }
  await until('all were judged', () => judged >= 39)
  // The router looks at a score anew once a second; one look may be under way or late.
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  await a.network.pubsub.publish(topic, Buffer.from('from a'))
  await c.network.pubsub.publish(topic, Buffer.from('from c'))
  await until('one of them', () => b.heard.includes('from c'))
  expect(b.heard).toEqual(['from c'])
})
