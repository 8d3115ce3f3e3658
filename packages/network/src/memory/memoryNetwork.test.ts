import { expect, test } from 'vitest'
import { acceptPeerNetwork } from '../acceptance/acceptPeerNetwork.ts'
import { testDevice } from '../testing/memorySpace.ts'
import { createSeededRandom, createVirtualClock } from '../testing/virtualClock.ts'
import { createMemoryHub } from './createMemoryHub.ts'

acceptPeerNetwork('memory', () => {
  const clock = createVirtualClock()
  const hub = createMemoryHub({ clock, random: createSeededRandom(7) })
  const spin = async (name: string, holds: () => boolean): Promise<void> => {
    for (let i = 0; !holds(); i++) {
      if (i > 2000) throw new Error(`never: ${name}`)
      await clock.advance(5)
    }
  }
  return {
    peer: () => Promise.resolve(hub.network(testDevice().device, { discovers: false })),
    async run(promise) {
      let settled = false
      const mark = (): void => {
        settled = true
      }
      promise.then(mark, mark)
      await spin('promise', () => settled)
      return promise
    },
    until: spin,
    pass: clock.advance,
  }
})

test('a device that went down may come back as a new peer; a second one beside it is refused', async () => {
  const clock = createVirtualClock()
  const hub = createMemoryHub({ clock, random: createSeededRandom(8) })
  const [{ device }, other] = [testDevice(), testDevice()]
  const [first, friend] = [hub.network(device), hub.network(other.device)]
  await first.start()
  await friend.start()
  await clock.advance(100)
  expect(friend.peers().map((peer) => peer.device)).toEqual([device])
  expect(() => hub.network(device)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
  await first.stop()
  expect(friend.peers()).toEqual([])
  const second = hub.network(device)
  await second.start()
  await clock.advance(100)
  expect(friend.peers().map((peer) => peer.device)).toEqual([device])
  expect(first.online()).toBe(false)
})
