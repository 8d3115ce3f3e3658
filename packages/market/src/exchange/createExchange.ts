import { type Duplex, fraction, type PeerNetwork } from '@daomesh/network'
import { type Clock, DaomeshError, type DeviceId, type Random, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { Received } from '../admission/createReception.ts'
import { marketLimits } from '../limits.ts'
import type { MarketStore } from '../store/marketStore.ts'
import { askPeer } from './askPeer.ts'
import type { Digests } from './createDigests.ts'
import { createRefusals } from './createRefusals.ts'
import { marketProtocol } from './frames.ts'
import { servePeer } from './servePeer.ts'

export type ExchangeParameters = {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly random: Random
  readonly market: SpaceId
  readonly store: Pick<MarketStore, 'bucket' | 'get'>
  readonly digests: Digests
  readonly receive: (wire: Uint8Array) => Promise<Received>
  readonly penalise: (peer: DeviceId, milliseconds: number, reason: string) => void
  readonly onBroken: (peer: DeviceId, code: string) => void
  /** Is told when the answers of a peer have been taken in. */
  readonly onAsked: (peer: DeviceId, stored: number) => void
}

/** The first question comes soon, but not at once: who connects has more urgent things to say. */
const firstPause = 1_000

/**
 * Fetches from each connected peer what it holds and this node lacks, soon after it connected and then ever more rarely while nothing is new; and answers
 * those who ask. Peers of another market, or of none, are left alone until they connect again.
 */
export const createExchange = (p: ExchangeParameters) => {
  const { network, clock } = p
  const refusals = createRefusals(clock)
  const timers = new Map<DeviceId, () => void>()
  const asking = new Set<DeviceId>()
  const inbound = new Map<DeviceId, number>()
  const streams = new Set<Duplex>()
  const running = new Set<Promise<void>>()
  let started = false
  let unlisten: () => void = () => undefined

  const failed = (peer: DeviceId, thrown: unknown): void => {
    const { code } = toDaomeshError(thrown)
    p.onBroken(peer, code)
    if (code === 'SYNC_FRAME') p.penalise(peer, marketLimits.frameFault, code)
  }
  const isHere = (peer: DeviceId): boolean => network.peers().some(({ device }) => device === peer)
  const plan = (peer: DeviceId, milliseconds: number, next: number): void => {
    timers.get(peer)?.()
    if (!started) return
    const pause = milliseconds * (0.75 + fraction(p.random) / 2)
    timers.set(
      peer,
      clock.setTimer(() => {
        timers.delete(peer)
        const session = ask(peer, next).finally(() => running.delete(session))
        running.add(session)
      }, pause),
    )
  }
  const ask = async (peer: DeviceId, next: number): Promise<void> => {
    if (!started || asking.has(peer) || !isHere(peer)) return
    asking.add(peer)
    let stream: Duplex | null = null
    try {
      stream = await network.openStream(peer, marketProtocol)
      streams.add(stream)
      const { stored, rejected } = await askPeer({ ...p, stream, isRefused: refusals.has, refuse: refusals.add })
      if (rejected) {
        stream.abort(new DaomeshError('POST_MALFORMED'))
        p.penalise(peer, marketLimits.forged, 'forged post')
        return
      }
      p.onAsked(peer, stored)
      plan(
        peer,
        stored > 0 ? marketLimits.askAgain : next,
        Math.min(marketLimits.askAgainAtMost, stored > 0 ? marketLimits.askAgain : 2 * next),
      )
    } catch (error) {
      stream?.abort(error instanceof Error ? error : new Error(String(error)))
      failed(peer, error)
      // It may speak of other things only, or be busy: it is asked again, rarely.
      plan(peer, marketLimits.askAgainAtMost, marketLimits.askAgainAtMost)
    } finally {
      if (stream !== null) streams.delete(stream)
      asking.delete(peer)
    }
  }
  network.handle(marketProtocol, async (stream) => {
    const open = inbound.get(stream.peer) ?? 0
    if (!started || open >= marketLimits.sessionsPerPeer)
      return stream.abort(new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'too many streams' } }))
    inbound.set(stream.peer, open + 1)
    streams.add(stream)
    const session = servePeer({ ...p, stream }).catch((error: unknown) => {
      stream.abort(error instanceof Error ? error : new Error(String(error)))
      failed(stream.peer, error)
    })
    running.add(session)
    await session.finally(() => {
      running.delete(session)
      streams.delete(stream)
      inbound.set(stream.peer, (inbound.get(stream.peer) ?? 1) - 1)
      if (inbound.get(stream.peer) === 0) inbound.delete(stream.peer)
    })
  })
  return {
    start(): void {
      if (started) return
      started = true
      unlisten = network.onPeer(({ type, device }) => {
        if (type === 'connect') plan(device, firstPause, marketLimits.askAgain)
        else {
          timers.get(device)?.()
          timers.delete(device)
        }
      })
      for (const { device } of network.peers()) plan(device, firstPause, marketLimits.askAgain)
    },
    /** Asks everybody soon: this node joined, learned the time of the chain, or a person wants to see what is new. */
    hasten: (): void => network.peers().forEach(({ device }) => plan(device, firstPause, marketLimits.askAgain)),
    async stop(): Promise<void> {
      started = false
      unlisten()
      for (const cancel of timers.values()) cancel()
      timers.clear()
      const gone = new DaomeshError('NETWORK_OFF')
      for (const stream of streams) stream.abort(gone)
      await Promise.allSettled(running)
    },
  }
}

export type Exchange = ReturnType<typeof createExchange>
