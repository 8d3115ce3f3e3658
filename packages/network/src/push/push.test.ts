import type { DeviceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { TopicRules } from '../ports/pubSub.ts'
import { createSimulation } from '../testing/simulation.ts'
import { createPush, pushProtocol } from './createPush.ts'
import { decodePush, encodePush } from './pushFrame.ts'

const topic = 'ab'.repeat(32)
const other = 'cd'.repeat(32)
const everybody = (): boolean => true
const rules: TopicRules = { judge: async () => 'ignore', onMessage: () => undefined }

const pair = async (seed: number, options: Parameters<typeof createSimulation>[1] = {}) => {
  const sim = createSimulation(seed, options)
  const [from, to] = [await sim.stranger(), await sim.stranger()]
  const lost: (Error | null)[] = []
  const penalised: string[] = []
  const heard: { readonly n: number; readonly from: DeviceId }[] = []
  const sender = createPush({ network: from, clock: sim.clock, onLost: (error) => lost.push(error) })
  let frames = 0
  const counted: typeof to.handle = (protocol, handler) =>
    to.handle(protocol, (stream) =>
      handler({
        ...stream,
        receive: async () => {
          const frame = await stream.receive()
          frames += 1
          return frame
        },
      }),
    )
  const receiver = createPush({ network: { ...to, handle: counted }, clock: sim.clock, penalise: (_, reason) => penalised.push(reason) })
  to.pubsub.subscribe(topic, rules)
  receiver.listen(topic, async (bytes, peer) => {
    heard.push({ n: bytes[0] ?? -1, from: peer })
    return 'accept'
  })
  await sim.clock.advance(1_000)
  return { sim, from, to, sender, receiver, heard, lost, penalised, frames: () => frames }
}
const bytes = (n: number, length = 1): Uint8Array => new Uint8Array(length).fill(n)

test('G13 messages arrive in order, once, with their sender, and only where somebody listens', async () => {
  const { sim, from, sender, receiver, heard, lost } = await pair(71, { delay: [1, 40], loss: 0.3, duplication: 0.3, reorder: 0.3 })
  for (let n = 0; n < 100; n++) sender.send(topic, bytes(n, 1 + n * 100), everybody)
  sender.send(other, bytes(7), everybody)
  await sim.clock.advance(10_000)
  expect(heard).toEqual(Array.from({ length: 100 }, (_, n) => ({ n, from: from.self })))
  receiver.unlisten(topic)
  sender.send(topic, bytes(1), everybody)
  await sim.clock.advance(1_000)
  expect([heard.length, lost]).toEqual([100, []])
})

test('G13 one stream per peer is opened, and another only after it broke', async () => {
  const { sim, from, to, sender, heard, lost } = await pair(72)
  let opened = 0
  const open = from.openStream
  const counting = createPush({
    clock: sim.clock,
    network: {
      ...from,
      openStream: (peer, protocol) => {
        opened += 1
        return open(peer, protocol)
      },
    },
    onLost: (error) => lost.push(error),
  })
  for (let n = 0; n < 3; n++) {
    counting.send(topic, bytes(n), everybody)
    await sim.clock.advance(500)
  }
  expect([opened, heard.map(({ n }) => n)]).toEqual([1, [0, 1, 2]])
  await to.cutOff(from.self, 1_000)
  await sim.clock.advance(5_000)
  await sim.until('they meet again', () => from.pubsub.peers(topic).length === 1)
  counting.send(topic, bytes(9), everybody)
  await sim.clock.advance(500)
  expect([opened, heard.at(-1)?.n]).toEqual([2, 9])
  sender.stop()
})

test('G13 N10 what a peer does not take is dropped above a bound, and the sender is told', async () => {
  const { sim, to, sender, lost } = await pair(73)
  to.handle(pushProtocol, () => new Promise(() => undefined))
  for (let n = 0; n < 40; n++) sender.send(topic, bytes(n, 200_000), everybody)
  expect(lost.length).toBeGreaterThan(10)
  expect(lost.length).toBeLessThan(40)
  await sim.clock.advance(1_000)
})

test('G14 whoever says much says it in company: few frames go to a peer, and all of it arrives in order', async () => {
  const { sim, sender, receiver, heard, frames } = await pair(76)
  const said = async (perSecond: number, seconds: number): Promise<{ readonly frames: number; readonly messages: number }> => {
    const [before, already] = [frames(), heard.length]
    for (let n = 0; n < perSecond * seconds; n++) {
      sender.send(topic, bytes(n % 256), everybody)
      await sim.clock.advance(1000 / perSecond)
    }
    await sim.clock.advance(200)
    return { frames: frames() - before, messages: heard.length - already }
  }
  expect(await said(8, 3)).toEqual({ frames: 24, messages: 24 })
  await sim.clock.advance(5_000)
  const busy = await said(100, 3)
  expect(busy.messages).toBe(300)
  expect(busy.frames).toBeLessThan(80)
  expect(busy.frames).toBeGreaterThan(30)
  expect(heard.slice(24).map(({ n }) => n)).toEqual(Array.from({ length: 300 }, (_, n) => n % 256))
  // What waits for company when the node stops is dropped: sync brings it.
  for (const n of [1, 2, 3]) sender.send(topic, bytes(n), everybody)
  sender.stop()
  receiver.stop()
  await sim.clock.advance(1_000)
  expect(heard.length).toBeLessThan(328)
})

test('G13 a peer that cannot be reached costs the message, which is told', async () => {
  const { sim, from, lost } = await pair(74)
  const unreachable = createPush({
    clock: sim.clock,
    network: { ...from, openStream: () => Promise.reject(new Error('unreachable')) },
    onLost: (error) => lost.push(error),
  })
  unreachable.send(topic, bytes(1), everybody)
  await sim.clock.advance(100)
  expect(lost.map((error) => error?.message)).toEqual(['unreachable'])
})

test('G13 D1 frames that end inside a message are refused and reported, whatever came before in them', async () => {
  const whole = encodePush([
    { topic, bytes: bytes(1, 5) },
    { topic: other, bytes: bytes(2, 0) },
  ])
  expect(decodePush(whole).map((one) => [one.topic, one.bytes.length])).toEqual([
    [topic, 5],
    [other, 0],
  ])
  const cuts = Array.from({ length: whole.length }, (_, n) => n)
  const refused = cuts.filter((n) => {
    try {
      decodePush(whole.subarray(0, n))
      return false
    } catch {
      return true
    }
  })
  expect(refused).toEqual(cuts.filter((n) => n !== 0 && n !== 41))
  const { sim, from, to, heard, penalised } = await pair(75)
  const stream = await sim.run(from.openStream(to.self, pushProtocol))
  await sim.run(stream.send(whole.subarray(0, whole.length - 1)))
  await sim.clock.advance(1_000)
  expect([heard, penalised]).toEqual([[], ['malformed push']])
})

test('G17 N4 what nobody here listens to, or takes, is no lively talk: a stranger puts off no session of others', async () => {
  const { sim, to, receiver, sender } = await pair(77)
  const stranger = await sim.stranger()
  await sim.clock.advance(1_000)
  const junk = 'ef'.repeat(32)
  receiver.listen(other, async () => 'reject')
  const stream = await sim.run(stranger.openStream(to.self, pushProtocol))
  for (let second = 0; second < 3; second++) {
    for (const name of [junk, other]) await stream.send(encodePush(Array.from({ length: 500 }, () => ({ topic: name, bytes: bytes(0) }))))
    await sim.clock.advance(1_000)
    expect(receiver.isLively()).toBe(false)
  }
  for (let n = 0; n < 100; n++) sender.send(topic, bytes(n), everybody)
  await sim.clock.advance(100)
  expect(receiver.isLively()).toBe(true)
})
