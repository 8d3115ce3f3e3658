import { equalBytes, limits } from '@daomesh/protocol'
import { afterEach, describe, expect, test } from 'vitest'
import type { Duplex } from '../ports/duplex.ts'
import type { PeerChange, PeerNetwork } from '../ports/peerNetwork.ts'

/** How an adapter under test makes peers and lets time pass. */
export type NetworkHarness = {
  /** A peer that has not started yet. */
  readonly peer: () => Promise<PeerNetwork>
  /** Lets time pass until the promise settles. */
  readonly run: <T>(promise: Promise<T>) => Promise<T>
  /** Lets time pass until this holds; throws when it never does. */
  readonly until: (name: string, holds: () => boolean) => Promise<void>
  readonly pass: (milliseconds: number) => Promise<void>
}

const protocol = '/daomesh/test/1'
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const bytesOf = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) & 255)

/** What every PeerNetwork promises, whatever carries it. */
export const acceptPeerNetwork = (name: string, make: () => NetworkHarness): void => {
  describe(`PeerNetwork: ${name}`, () => {
    const stops: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const stop of stops.splice(0)) await stop()
    })

    const pair = async () => {
      const h = make()
      const [a, b] = [await h.peer(), await h.peer()]
      for (const network of [a, b]) {
        await h.run(network.start())
        stops.push(() => network.stop())
      }
      const connect = async (): Promise<void> => {
        await h.run(a.dial(b.addresses()[0] ?? ''))
        await h.until('both connected', () => a.peers().length === 1 && b.peers().length === 1)
      }
      return { h, a, b, connect }
    }
    const streams = async () => {
      const made = await pair()
      const inbound: Duplex[] = []
      const held = Promise.withResolvers<void>()
      stops.unshift(async () => held.resolve())
      made.b.handle(protocol, async (stream) => {
        inbound.push(stream)
        await held.promise
      })
      await made.connect()
      const left = await made.h.run(made.a.openStream(made.b.self, protocol))
      const greeting = left.send(Uint8Array.of(1))
      await made.h.until('stream arrived', () => inbound.length === 1)
      await made.h.run(greeting)
      const right = inbound[0]
      if (right === undefined) throw new Error('no stream')
      expect(await made.h.run(right.receive())).toEqual(Uint8Array.of(1))
      expect(right.peer).toBe(made.a.self)
      return { ...made, left, right }
    }

    test('T1 a dial connects two devices by their keys, and both hear of it', async () => {
      const { h, a, b, connect } = await pair()
      const heard: PeerChange[] = []
      b.onPeer((change) => heard.push(change))
      await connect()
      expect(a.peers().map((peer) => peer.device)).toEqual([b.self])
      expect(b.peers().map((peer) => peer.device)).toEqual([a.self])
      await h.until('heard', () => heard.length === 1)
      expect(heard).toEqual([{ type: 'connect', device: a.self }])
    })

    test('T1 a wrong address is an input error, an address without a peer is unreachable', async () => {
      const { h, a, b } = await pair()
      const address = b.addresses()[0] ?? ''
      await expect(h.run(a.dial('nonsense'))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
      await h.run(b.stop())
      await expect(h.run(a.dial(address))).rejects.toMatchObject({ code: 'PEER_UNREACHABLE' })
    })

    test('T2 frames arrive whole and in order, both ways, up to the limit; then the end', async () => {
      const { h, left, right } = await streams()
      const sizes = [1, 3, 1000, 65_535, 65_536, limits.frameBytes, 5]
      const send = async (stream: Duplex): Promise<void> => {
        for (const size of sizes) await stream.send(bytesOf(size))
      }
      const read = async (stream: Duplex): Promise<Uint8Array[]> => {
        const frames: Uint8Array[] = []
        for (;;) {
          const frame = await stream.receive()
          if (frame === null) return frames
          frames.push(frame)
        }
      }
      const [atRight, atLeft] = [read(right), read(left)]
      const readers = Promise.all([atRight, atLeft])
      await h.run(Promise.all([send(left), send(right)]))
      // Both halves end together, so nobody ends it while the other still sends.
      await h.run(Promise.all([left.close(), right.close()]))
      for (const frames of await h.run(readers)) {
        expect(frames.map((frame) => frame.length)).toEqual(sizes)
        expect(frames.every((frame) => equalBytes(frame, bytesOf(frame.length)))).toBe(true)
      }
    })

    test('T2 frames that are sent while another one waits for a slow reader stay whole', async () => {
      const { h, left, right } = await streams()
      const sizes = [400_000, 5, 400_001, 6, 400_002]
      const sending = Promise.all(sizes.map((size) => left.send(bytesOf(size))))
      await h.pass(300)
      const frames: Uint8Array[] = []
      for (const _ of sizes) {
        const frame = await h.run(right.receive())
        if (frame !== null) frames.push(frame)
        await h.pass(20)
      }
      await h.run(sending)
      expect(frames.map((frame) => frame.length)).toEqual(sizes)
      expect(frames.every((frame) => equalBytes(frame, bytesOf(frame.length)))).toBe(true)
    })

    test('T2 a frame that is empty or above the limit is refused at the sender', async () => {
      const { h, left } = await streams()
      await expect(h.run(left.send(new Uint8Array(limits.frameBytes + 1)))).rejects.toMatchObject({ code: 'SYNC_FRAME' })
      await expect(h.run(left.send(new Uint8Array()))).rejects.toMatchObject({ code: 'SYNC_FRAME' })
    })

    test('T3 an aborted stream rejects at the peer, waiting or later', async () => {
      const { h, left, right } = await streams()
      const waiting = h.run(right.receive())
      left.abort(new Error('enough'))
      await expect(waiting).rejects.toMatchObject({ code: 'PEER_UNREACHABLE' })
      await expect(h.run(right.send(Uint8Array.of(1)))).rejects.toMatchObject({ code: 'PEER_UNREACHABLE' })
    })

    test('T4 N10 a reader that does not read stops the sender; nothing is lost when it reads again', async () => {
      const { h, left, right } = await streams()
      let sent = 0
      const count = 64
      const sending = (async () => {
        for (let i = 0; i < count; i++) {
          await left.send(bytesOf(128 * 1024))
          sent++
        }
      })()
      await h.pass(500)
      expect(sent).toBeLessThan(count)
      for (let i = 0; i < count; i++) expect((await h.run(right.receive()))?.length).toBe(128 * 1024)
      await h.run(sending)
      expect(sent).toBe(count)
    })

    test('T5 off means no peers, no way in, no way out; on comes back', async () => {
      const { h, a, b, connect } = await pair()
      await connect()
      const address = b.addresses()[0] ?? ''
      await h.run(b.setOnline(false))
      await h.until('alone', () => a.peers().length === 0 && b.peers().length === 0)
      expect(b.addresses()).toEqual([])
      await expect(h.run(b.dial(a.addresses()[0] ?? ''))).rejects.toMatchObject({ code: 'NETWORK_OFF' })
      await expect(h.run(a.dial(address))).rejects.toMatchObject({ code: 'PEER_UNREACHABLE' })
      await h.run(b.setOnline(true))
      await connect()
      expect(b.peers()).toHaveLength(1)
    })

    test('T6 a peer that is cut off cannot come back before its time', async () => {
      const { h, a, b, connect } = await pair()
      await connect()
      // Longer than a dial takes on any machine.
      await h.run(b.cutOff(a.self, 5_000))
      await h.until('cut', () => b.peers().length === 0 && a.peers().length === 0)
      // A transport may accept and then close: what counts is that the peer gets nothing.
      await h.run(a.dial(b.addresses()[0] ?? '').catch(() => undefined))
      await h.pass(100)
      expect(b.peers()).toHaveLength(0)
      await h.pass(5_000)
      await connect()
      expect(b.peers()).toHaveLength(1)
    })

    test('T9 why a dial failed is kept by address: switched off there, cut off there, cut off here; and who was cut off, until when', async () => {
      const { h, a, b, connect } = await pair()
      b.handle(protocol, async () => undefined)
      const address = b.addresses()[0] ?? ''
      expect([a.deviceIn(address), a.deviceIn('nonsense')]).toEqual([b.self, null])
      const last = async () => (await h.run(a.inspect())).dials.find((dial) => dial.address === address)
      await connect()
      expect(await last()).toMatchObject({ device: b.self, failure: null })
      const sees = async (look: () => Promise<boolean>): Promise<void> => {
        for (let i = 0; i < 100 && !(await h.run(look())); i += 1) await h.pass(50)
        expect(await h.run(look())).toBe(true)
      }
      await sees(async () => (await a.inspect()).links[0]?.protocols?.includes(protocol) === true)
      expect((await h.run(a.inspect())).links).toMatchObject([{ device: b.self, inbound: false }])
      expect((await h.run(b.inspect())).links).toMatchObject([{ device: a.self, inbound: true }])

      await h.run(b.cutOff(a.self, 60_000))
      await h.until('cut', () => a.peers().length === 0)
      // What happened long after connecting is another story than being turned away.
      await h.pass(2_500)
      await h.run(a.dial(address).catch(() => undefined))
      await sees(async () => (await last())?.failure === 'turnedAway')
      const [cut] = (await h.run(b.inspect())).cutOff
      expect(cut?.device).toBe(a.self)

      await h.run(b.setOnline(false))
      const off = await h.run(a.dial(address).catch((error: unknown) => error))
      expect(['hungUp', 'refused']).toContain((await last())?.failure)
      expect(off).toMatchObject({ code: 'PEER_UNREACHABLE', meta: { reason: (await last())?.failure } })

      await h.run(a.cutOff(b.self, 60_000))
      await h.run(a.dial(address).catch(() => undefined))
      expect((await last())?.failure).toBe('cutOff')
    })

    test('T7 gossip reaches subscribers once, as judged, and never its publisher', async () => {
      const { h, a, b, connect } = await pair()
      const heardA: string[] = []
      const heardB: string[] = []
      const judge = async (bytes: Uint8Array) =>
        text(bytes).startsWith('bad') ? ('reject' as const) : text(bytes).startsWith('odd') ? ('ignore' as const) : ('accept' as const)
      a.pubsub.subscribe('topic', { judge, onMessage: (bytes) => heardA.push(text(bytes)) })
      b.pubsub.subscribe('topic', { judge, onMessage: (bytes, from) => heardB.push(`${text(bytes)} ${from === a.self}`) })
      await connect()
      await h.until('subscribed', () => a.pubsub.peers('topic').length === 1)
      for (const message of ['bad one', 'odd one', 'good one', 'good one', 'good two'])
        await h.run(a.pubsub.publish('topic', new TextEncoder().encode(message)))
      await h.until('heard', () => heardB.length >= 2)
      await h.pass(100)
      expect(heardB).toEqual(['good one true', 'good two true'])
      expect(heardA).toEqual([])
    })

    test('T8 topics are joined and left while connected: what was left is not heard, what was joined is', async () => {
      const { h, a, b, connect } = await pair()
      const heard: string[] = []
      const listen = (topic: string) =>
        b.pubsub.subscribe(topic, { judge: async () => 'accept', onMessage: (bytes) => heard.push(`${topic} ${text(bytes)}`) })
      listen('older')
      await connect()
      await h.until('subscribed', () => a.pubsub.peers('older').length === 1)
      const say = (topic: string, message: string) => h.run(a.pubsub.publish(topic, new TextEncoder().encode(message)))
      await say('older', 'one')
      await h.until('heard', () => heard.length === 1)
      listen('newer')
      b.pubsub.unsubscribe('older')
      await h.until('moved', () => a.pubsub.peers('newer').length === 1 && a.pubsub.peers('older').length === 0)
      await say('older', 'two')
      await say('newer', 'three')
      await h.until('heard there', () => heard.length === 2)
      await h.pass(100)
      expect(heard).toEqual(['older one', 'newer three'])
    })

    test('T7 publishing where nobody listens is no error', async () => {
      const { h, a } = await pair()
      await expect(h.run(a.pubsub.publish('empty', Uint8Array.of(1)))).resolves.toBeUndefined()
    })
  })
}
