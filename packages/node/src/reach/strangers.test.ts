import type { PeerNetwork } from '@daomesh/network'
import { createMemoryHub } from '@daomesh/network/memory'
import { type DeviceId, hashOf, toHex, utf8 } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { expect, onTestFinished, test } from 'vitest'
import { random } from '../fixtures/room.ts'
import { answerStrangers, askStranger } from './strangers.ts'

const protocol = '/test/question/1'
const hub = createMemoryHub({ clock: systemClock, random })

const start = async (name: string): Promise<PeerNetwork> => {
  const network = hub.network(toHex(hashOf('test/stranger', utf8(name))) as DeviceId)
  await network.start()
  onTestFinished(() => network.stop())
  return network
}

test('M320 N4 whoever is silent keeps nobody else from being answered, and only so many are answered at a time', async () => {
  const [node, silent, asker] = [await start('node'), await start('silent'), await start('asker')]
  let answered = Promise.withResolvers<void>()
  let asked = 0
  answerStrangers({
    network: node,
    clock: systemClock,
    protocol,
    atOnce: 2,
    answer: async (frame) => {
      asked += 1
      await answered.promise
      return frame
    },
  })
  for (const network of [silent, asker]) await network.dial(node.addresses()[0] ?? '')
  for (let n = 0; n < 4; n++) await silent.openStream(node.self, protocol)
  const ask = (byte: number) => askStranger({ network: asker, clock: systemClock, protocol }, node.self, Uint8Array.of(byte))
  const first = [ask(1), ask(2)]
  await expect.poll(() => asked, { timeout: 20_000 }).toBe(2)
  await expect(ask(3)).rejects.toThrow('PEER_UNREACHABLE')
  answered.resolve()
  expect(await Promise.all(first)).toEqual([Uint8Array.of(1), Uint8Array.of(2)])
  answered = Promise.withResolvers()
  answered.resolve()
  expect(await ask(4)).toEqual(Uint8Array.of(4))
})
