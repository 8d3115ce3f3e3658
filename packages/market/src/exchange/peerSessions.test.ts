import { createSeededRandom } from '@daomesh/testing'
import { expect, test } from 'vitest'
import { openRoom } from '../fixtures/room.ts'
import { createPeerSessions } from './peerSessions.ts'

const protocol = '/daomesh/market/1'

test('I23 an end waits for no peer: a stream that opens while this ends is cut, however silent who is at its other end', async () => {
  const room = openRoom()
  const [network, silent] = [await room.stranger('ada'), await room.stranger('ben')]
  silent.handle(protocol, async (stream) => void (await stream.receive()))
  const opening = Promise.withResolvers<void>()
  let asked = 0
  const sessions = createPeerSessions({
    network: {
      ...network,
      openStream: async (peer, name) => {
        await opening.promise
        return network.openStream(peer, name)
      },
    },
    clock: room.clock,
    random: createSeededRandom('sessions'),
    protocol,
    ask: async (stream) => {
      asked += 1
      await stream.receive()
      return { isNews: false }
    },
    serve: () => Promise.resolve(),
    penalise: () => undefined,
    onBroken: () => undefined,
  })
  sessions.start()
  await room.clock.advance(5_000)
  let isOver = false
  const over = sessions.stop().then(() => (isOver = true))
  opening.resolve()
  await room.clock.advance(5_000)
  expect([isOver, asked]).toEqual([true, 0])
  await over
})
