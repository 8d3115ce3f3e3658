import {
  DaomeshError,
  type DeviceId,
  type LogHead,
  type LogId,
  type SpaceId,
  type SyncSpace,
  toDaomeshError,
  toError,
} from '@daomesh/protocol'
import type { Duplex } from '../ports/duplex.ts'
import { answerStreams } from '../streams/answerStreams.ts'
import { createArrivals } from './arrivals.ts'
import { fault } from '../frames/fault.ts'
import { createPeerSchedule } from './peerSchedule.ts'
import { type CreateSyncParameters, defaultSyncTiming, type SpaceOutcome, type SyncOutcome } from './ports.ts'
import { runSession } from './session.ts'
import { judgeOnly, syncChannel } from './syncChannel.ts'
import { type SessionMode, syncLimits, syncProtocol } from './syncFrames.ts'

/** Peers whose penalties are counted; who was penalised longest ago leaves first. */
const mostPenalised = 4096

/** What a peer that admitted us holds of the logs it was asked about; of the others it holds nothing. */
export type PeerHeads = { readonly peer: DeviceId; readonly heads: readonly LogHead[] }

export type Sync = {
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** One session with this peer, or with every connected one; a peer that fails is left out of the result and reported by `onEvent`. */
  readonly syncNow: (peer?: DeviceId) => Promise<readonly SyncOutcome[]>
  /** Asks every connected peer how far it holds these logs: before a first write that tells a restored backup how far it once was. */
  readonly askHeads: (space: SpaceId, logs: readonly LogId[]) => Promise<readonly PeerHeads[]>
  /** Something is new here: talk to the peers soon, spread over `within` milliseconds. */
  readonly hasten: (within?: number) => void
  /** The same for one peer: there is reason to think that both are equal now, and only a session can say so. */
  readonly hastenOne: (peer: DeviceId, within?: number) => void
  /** Cuts a peer off for what it sent elsewhere, for example by gossip. */
  readonly penalise: (peer: DeviceId, reason: string) => void
}

type Conversed = SyncOutcome & { readonly mode: SessionMode }

/** The sync engine: keeps every space equal with every admitted peer. It sees only ports, so a simulation runs the same code. */
export const createSync = (p: CreateSyncParameters): Sync => {
  const { network, clock } = p
  const timing = { ...defaultSyncTiming, ...p.timing }
  const report = p.onEvent ?? (() => undefined)
  const frontiers = p.frontiers ?? null
  const penalties = new Map<DeviceId, number>()
  const running = new Map<DeviceId, Promise<SyncOutcome | null>>()
  const streams = new Set<Duplex>()
  const sessions = new Set<Promise<unknown>>()
  const arrivals = createArrivals(clock, timing.arrivals, p.isLively ?? (() => false))
  let started = false
  let stopped = false
  let stopListening: () => void = () => undefined

  const cutOff = (peer: DeviceId, milliseconds: number, reason: string): void => {
    report({ type: 'penalised', peer, milliseconds, reason })
    network.cutOff(peer, milliseconds).catch((error: unknown) => fail(peer, error))
  }
  const penalise = (peer: DeviceId, reason: string): void => {
    const times = penalties.get(peer) ?? 0
    penalties.delete(peer)
    penalties.set(peer, times + 1)
    const [oldest] = penalties.keys()
    if (penalties.size > mostPenalised && oldest !== undefined) penalties.delete(oldest)
    cutOff(peer, timing.penalty * 2 ** Math.min(times, 8), reason)
  }
  /** A fault of the peer costs it the connection; a cut or a fault of our own store does not. */
  const fail = (peer: DeviceId, thrown: unknown): void => {
    const error = toError(thrown)
    const { code } = toDaomeshError(error)
    report({ type: 'failed', peer, code, error })
    if (code === 'SYNC_FRAME') cutOff(peer, timing.frameFault, code)
    if (code === 'ENTRY_MALFORMED') penalise(peer, code)
  }

  /** One that opens while this ends is closed again: nobody else would end a conversation over it. */
  const open = async (peer: DeviceId): Promise<Duplex> => {
    const stream = await network.openStream(peer, syncProtocol)
    if (!stopped) return stream
    const gone = new DaomeshError('NETWORK_OFF')
    stream.abort(gone)
    throw gone
  }

  const common = (stream: Duplex) => ({ stream, self: network.self, clock, timing, frontiers, admission: p.admission })

  const converse = async (stream: Duplex, opener: boolean, named: readonly SyncSpace[]): Promise<Conversed> => {
    const spaces: SpaceOutcome[] = []
    streams.add(stream)
    const mode = await runSession({
      ...common(stream),
      spaces: named,
      opener,
      mode: 'sync',
      onChannel: async (channel, asked) => {
        const parameters = { channel, peer: stream.peer, admission: p.admission, frontiers, arrivals: arrivals.wait }
        if (asked === 'heads') return void (await judgeOnly(parameters))
        const outcome = await syncChannel(parameters)
        if (outcome.ours === 'admit') network.prefer(stream.peer)
        spaces.push(outcome)
      },
    }).finally(() => streams.delete(stream))
    return { peer: stream.peer, spaces, mode }
  }

  /** A hello names so many spaces: who is in more names them in turns, in one session after the other. */
  const converseInTurns = async (peer: DeviceId): Promise<Conversed> => {
    const all = p.spaces()
    const spaces: SpaceOutcome[] = []
    let at = 0
    do {
      const stream = await open(peer)
      spaces.push(...(await converse(stream, true, all.slice(at, at + syncLimits.tags))).spaces)
      at += syncLimits.tags
    } while (at < all.length)
    return { peer, spaces, mode: 'sync' }
  }

  const settle = (peer: DeviceId, outcome: Conversed | null, mark: number): void => {
    const fruitful = outcome?.spaces.some((space) => space.stored > 0) ?? false
    // What a session that failed would have said is not known: it counts as a difference.
    const differed = outcome?.spaces.some(({ ours, theirs, equal }) => ours === 'admit' && theirs === 'admit' && !equal) ?? true
    schedule.next(peer, { fruitful, differed, failed: outcome === null }, mark)
    if (outcome?.mode === 'sync')
      report(outcome.spaces.length > 0 ? { type: 'synced', outcome: { peer, spaces: outcome.spaces } } : { type: 'nothingShared', peer })
    if (fruitful) schedule.offer(peer)
  }

  const track = <T>(session: Promise<T>): Promise<T> => {
    sessions.add(session)
    const forget = () => void sessions.delete(session)
    session.then(forget, forget)
    return session
  }

  const openSession = async (peer: DeviceId): Promise<SyncOutcome | null> => {
    const mark = schedule.begin(peer)
    let outcome: Conversed | null = null
    try {
      outcome = await converseInTurns(peer)
    } catch (error) {
      fail(peer, error)
    }
    running.delete(peer)
    settle(peer, outcome, mark)
    return outcome
  }
  const syncWith = (peer: DeviceId): Promise<SyncOutcome | null> => {
    const current = running.get(peer)
    if (current !== undefined) return current
    const session = track(openSession(peer))
    running.set(peer, session)
    return session
  }
  const schedule = createPeerSchedule(clock, p.random, timing, (peer) => void syncWith(peer), p.isLively)

  const accept = async (stream: Duplex): Promise<void> => {
    const mark = schedule.begin(stream.peer)
    let outcome: Conversed | null = null
    try {
      outcome = await converse(stream, false, p.spaces())
    } catch (error) {
      fail(stream.peer, error)
    }
    settle(stream.peer, outcome, mark)
  }

  const askOne = async (peer: DeviceId, space: SpaceId, logs: readonly LogId[]): Promise<PeerHeads | null> => {
    let answered: LogHead[] | null = null
    const stream = await open(peer)
    streams.add(stream)
    await runSession({
      ...common(stream),
      opener: true,
      mode: 'heads',
      spaces: p.spaces().filter((one) => one.space === space),
      onChannel: async (channel) => {
        const { admitted } = await judgeOnly({ channel, peer, admission: p.admission })
        if (!admitted) return
        const heads: LogHead[] = []
        for (let at = 0; at < logs.length; at += syncLimits.idsPerFrame) {
          const page = logs.slice(at, at + syncLimits.idsPerFrame)
          await channel.asker.ask({ type: 'askLogs', channel: channel.channel, logs: page }, (reply) => {
            if (reply.heads.some((head, i) => head !== null && head.log !== page[i]) || reply.heads.length !== page.length)
              throw fault('heads of other logs')
            heads.push(...reply.heads.filter((head) => head !== null))
            return true
          })
        }
        answered = heads
      },
    }).finally(() => streams.delete(stream))
    return answered === null ? null : { peer, heads: answered }
  }

  // The smaller device id speaks first, so that two peers that just met do not open two equal sessions; the other waits a little.
  const welcome = (peer: DeviceId): void => schedule.add(peer, network.self < peer ? 0 : timing.newsWithin)

  const answered = answerStreams({
    network,
    protocol: syncProtocol,
    // One anti-entropy session and one question for heads is all an honest peer has open at once.
    perPeer: 2,
    mayAnswer: () => started,
    answer: accept,
    onBroken: fail,
  })
  return {
    start() {
      if (started) return
      started = true
      stopped = false
      stopListening = network.onPeer(({ type, device }) => (type === 'connect' ? welcome(device) : schedule.remove(device)))
      for (const { device } of network.peers()) welcome(device)
    },
    async stop() {
      started = false
      stopped = true
      stopListening()
      schedule.stop()
      const gone = new DaomeshError('NETWORK_OFF')
      for (const stream of streams) stream.abort(gone)
      arrivals.stop()
      await Promise.allSettled([answered.stop(gone), ...sessions])
    },
    async syncNow(peer) {
      const peers = peer === undefined ? network.peers().map(({ device }) => device) : [peer]
      return (await Promise.all(peers.map(syncWith))).filter((outcome) => outcome !== null)
    },
    async askHeads(space, logs) {
      const answers = await Promise.all(
        network.peers().map(async ({ device: peer }) => {
          try {
            return await askOne(peer, space, logs)
          } catch (error) {
            fail(peer, error)
            return null
          }
        }),
      )
      return answers.filter((answer) => answer !== null)
    },
    hasten: (within) => schedule.hasten(within ?? timing.newsWithin),
    hastenOne: (peer, within) => schedule.hastenOne(peer, within ?? timing.newsWithin),
    penalise,
  }
}
