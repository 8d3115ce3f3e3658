import { answerStreams, type Duplex, fraction, type PeerNetwork } from '@daomesh/network'
import { type Clock, DaomeshError, type DeviceId, type Random, toDaomeshError, toError } from '@daomesh/protocol'
import { marketLimits } from '../limits.ts'

/** What a session came to: whether it brought something new, and whether the peer gave what nobody honest gives. */
export type SessionOutcome = { readonly isNews: boolean; readonly isForged?: boolean }

export type PeerSessionsParameters = {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly random: Random
  readonly protocol: string
  /** Asks one peer over a stream. */
  readonly ask: (stream: Duplex) => Promise<SessionOutcome>
  /** Answers one peer over a stream. */
  readonly serve: (stream: Duplex) => Promise<void>
  /** Whether there is anything to ask this peer about. */
  readonly mayAsk?: (peer: DeviceId) => boolean
  /** Whether this peer is answered now. */
  readonly mayServe?: (peer: DeviceId) => boolean
  /** Milliseconds that pass between two sessions with one peer, whoever wants another. */
  readonly pause?: number
  readonly penalise: (peer: DeviceId, milliseconds: number, reason: string) => void
  readonly onBroken: (peer: DeviceId, code: string) => void
}

/** The first question comes soon, but not at once: who connects has more urgent things to say. */
const firstPause = 1_000

/**
 * Asks each connected peer soon after it connected and then ever more rarely while nothing is new; and answers those who ask. Peers of another market, or of
 * none, are left alone until they connect again.
 */
export const createPeerSessions = (p: PeerSessionsParameters) => {
  const { network, clock, pause = 0, mayAsk = () => true, mayServe = () => true } = p
  const timers = new Map<DeviceId, () => void>()
  const asking = new Set<DeviceId>()
  /** Asked again as soon as the session that runs is over: what is new came after it began. */
  const again = new Set<DeviceId>()
  const begun = new Map<DeviceId, number>()
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
    const soonest = (begun.get(peer) ?? -pause) + pause - clock.now()
    const wait = Math.max(soonest, milliseconds * (0.75 + fraction(p.random) / 2))
    timers.set(
      peer,
      clock.setTimer(() => {
        timers.delete(peer)
        const session = ask(peer, next).finally(() => running.delete(session))
        running.add(session)
      }, wait),
    )
  }
  const ask = async (peer: DeviceId, next: number): Promise<void> => {
    if (!started || !isHere(peer)) return
    if (asking.has(peer)) {
      again.add(peer)
      return
    }
    if (!mayAsk(peer)) return
    asking.add(peer)
    begun.set(peer, clock.now())
    let stream: Duplex | null = null
    // It may speak of other things only, or be busy: then it is asked again, rarely.
    let after: { readonly wait: number; readonly next: number } | null = {
      wait: marketLimits.askAgainAtMost,
      next: marketLimits.askAgainAtMost,
    }
    try {
      stream = await network.openStream(peer, p.protocol)
      // It opened while this ended: nobody else would cut it.
      if (!started) throw new DaomeshError('NETWORK_OFF')
      streams.add(stream)
      const { isNews, isForged = false } = await p.ask(stream)
      if (isForged) {
        stream.abort(new DaomeshError('POST_MALFORMED'))
        p.penalise(peer, marketLimits.forged, 'forged post')
        after = null
      } else {
        const wait = isNews ? marketLimits.askAgain : next
        after = { wait, next: Math.min(marketLimits.askAgainAtMost, isNews ? marketLimits.askAgain : 2 * next) }
      }
    } catch (error) {
      stream?.abort(toError(error))
      failed(peer, error)
    } finally {
      if (stream !== null) streams.delete(stream)
      asking.delete(peer)
    }
    if (again.delete(peer)) plan(peer, firstPause, marketLimits.askAgain)
    else if (after !== null) plan(peer, after.wait, after.next)
  }
  const answered = answerStreams({
    network,
    protocol: p.protocol,
    perPeer: marketLimits.sessionsPerPeer,
    mayAnswer: (peer) => started && mayServe(peer),
    answer: p.serve,
    onBroken: failed,
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
          begun.delete(device)
        }
      })
      for (const { device } of network.peers()) plan(device, firstPause, marketLimits.askAgain)
    },
    /** Asks everybody soon: there is something new to ask or to say. */
    hasten: (): void => network.peers().forEach(({ device }) => plan(device, firstPause, marketLimits.askAgain)),
    async stop(): Promise<void> {
      started = false
      unlisten()
      for (const cancel of timers.values()) cancel()
      timers.clear()
      again.clear()
      const gone = new DaomeshError('NETWORK_OFF')
      for (const stream of streams) stream.abort(gone)
      await Promise.allSettled([answered.stop(gone), ...running])
    },
  }
}

export type PeerSessions = ReturnType<typeof createPeerSessions>
