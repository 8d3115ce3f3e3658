import {
  type Clock,
  DaomeshError,
  type Decrypt,
  type DeviceId,
  type GossipJudge,
  mostEntryBytes,
  openEphemeral,
  type Random,
  sealEphemeral,
  type SpaceId,
  toHex,
} from '@daomesh/protocol'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import type { GossipVerdict, TopicJudge } from '../ports/pubSub.ts'
import type { Frontiers } from '../sync/ports.ts'
import { syncLimits } from '../sync/syncFrames.ts'
import type { Push } from '../push/createPush.ts'
import { createPublishQueue, defaultPublishRate, type PublishRate } from './publishQueue.ts'
import { createRejectCount } from './rejectCount.ts'
import { type Purpose, purposes, type Topics, topicsOf } from './topics.ts'

/** Which keys of the space gossip runs under. */
export type Tuning = {
  /** What is published goes out under this key. Null: nothing is published, sync brings it. */
  readonly speak: Uint8Array | null
  /** Heard under each of these. */
  readonly hear: readonly Uint8Array[]
}

export type CreateGossipParameters = {
  readonly network: Pick<PeerNetwork, 'pubsub'>
  /** Carries entries. */
  readonly push: Pick<Push, 'listen' | 'unlisten' | 'send'>
  readonly clock: Clock
  readonly random: Random
  readonly space: SpaceId
  /** Until it is tuned anew. */
  readonly tuning: Tuning
  readonly judge: GossipJudge
  /** An entry that the judge accepted. Persisting it is the receiver's duty. */
  readonly onEntry: (bytes: Uint8Array, from: DeviceId) => void
  readonly frontiers?: Pick<Frontiers, 'receive'>
  /** Takes presence that it can place, and says whether others may be told of it. */
  readonly onPresence?: TopicJudge
  /** Called for a peer that keeps sending what is rejected; give it `sync.penalise`. */
  readonly penalise?: (peer: DeviceId, reason: string) => void
  /** Called when nothing may be published, the queue overflowed or a publish failed; give it `sync.hasten`, since sync must deliver now. */
  readonly onLost?: (error: Error | null) => void
  readonly rate?: Partial<PublishRate>
  /** Who is sent entries, of those who listen: names of topics are no secret. Default: everybody. */
  readonly mayHear?: (peer: DeviceId) => boolean
  /** Opens messages; the portable cipher unless given. */
  readonly decrypt?: Decrypt | undefined
}

export type Gossip = {
  /** Persist first: what is published here counts as written. False when it was left to sync: no key to speak under, or too much waits. */
  readonly publishEntry: (bytes: Uint8Array) => boolean
  /** False for one above `syncLimits.frontierBytes`, which every receiver would reject. */
  readonly publishFrontier: (bytes: Uint8Array) => boolean
  /** Who is here, where a cursor stands: never stored; dropped when anything else waits. */
  readonly publishPresence: (bytes: Uint8Array) => boolean
  /** Goes to other topics: keys came, or old ones are no longer needed. What waits goes out under the new key. */
  readonly tune: (tuning: Tuning) => void
  /** Whether it may speak at all: not without a key of the present view. */
  readonly speaks: () => boolean
  /** Who listens where this node speaks. */
  readonly peers: () => readonly DeviceId[]
  readonly waiting: () => number
  readonly stop: () => void
}

type Hearing = {
  readonly most: number
  readonly judge: (bytes: Uint8Array, from: DeviceId) => GossipVerdict | Promise<GossipVerdict>
  readonly take: (bytes: Uint8Array, from: DeviceId) => void
}

/** A nonce in front and a tag behind. */
const sealBytes = 24 + 16
const presenceBytes = 4 * 1024

/** Gossip of one space: a hint that makes entries arrive at once. What it loses, sync delivers. */
export const createGossip = (p: CreateGossipParameters): Gossip => {
  const { pubsub } = p.network
  const lost = p.onLost ?? (() => undefined)
  const mayHear = p.mayHear ?? (() => true)
  const rate = { ...defaultPublishRate, ...p.rate }
  const rejects = createRejectCount(p.clock, (peer) => p.penalise?.(peer, 'rejected gossip'))
  const heard = new Map<string, Topics>()
  let speaking: Topics | null = null

  const hearings: { readonly [P in Purpose]: Hearing } = {
    entries: { most: mostEntryBytes, judge: p.judge, take: p.onEntry },
    frontiers: {
      most: syncLimits.frontierBytes,
      judge: (bytes) => p.frontiers?.receive(p.space, bytes) ?? 'ignore',
      take: () => undefined,
    },
    presence: { most: presenceBytes, judge: (bytes, from) => p.onPresence?.(bytes, from) ?? 'ignore', take: () => undefined },
  }

  /** [IGNORE] from a silenced peer; [REJECT] too long, or not under the topic's key; then whatever the judge says. */
  const subscribe = (purpose: Purpose, { name, key }: Topics[Purpose]): void => {
    const { most, judge, take } = hearings[purpose]
    const weigh = async (sealed: Uint8Array, from: DeviceId): Promise<GossipVerdict> => {
      const bytes = sealed.length <= most + sealBytes ? openEphemeral(key, sealed, p.decrypt) : null
      if (bytes === null) return 'reject'
      const verdict = await judge(bytes, from)
      if (verdict === 'accept') take(bytes, from)
      return verdict
    }
    const hear = async (sealed: Uint8Array, from: DeviceId): Promise<GossipVerdict> => {
      if (rejects.silenced(from)) return 'ignore'
      const verdict = await weigh(sealed, from)
      if (verdict === 'reject') rejects.add(from)
      return verdict
    }
    // Handed up where it was judged, since it was open there.
    pubsub.subscribe(name, { judge: hear, onMessage: () => undefined })
    if (purpose === 'entries') p.push.listen(name, hear)
  }

  const tune = ({ speak, hear }: Tuning): void => {
    const wanted = new Map(hear.map((key) => [toHex(key), key]))
    for (const [id, key] of wanted) {
      if (heard.has(id)) continue
      const topics = topicsOf(p.space, key)
      heard.set(id, topics)
      for (const purpose of purposes) subscribe(purpose, topics[purpose])
    }
    for (const [id, topics] of heard) {
      if (wanted.has(id)) continue
      heard.delete(id)
      for (const purpose of purposes) pubsub.unsubscribe(topics[purpose].name)
      p.push.unlisten(topics.entries.name)
    }
    speaking = speak === null ? null : (heard.get(toHex(speak)) ?? topicsOf(p.space, speak))
  }

  const publish =
    (purpose: Purpose, send: (topic: string, sealed: Uint8Array) => unknown) =>
    async (bytes: Uint8Array): Promise<void> => {
      if (speaking === null) throw new DaomeshError('KEY_MISSING')
      const { name, key } = speaking[purpose]
      await send(name, sealEphemeral(key, p.random.bytes(24), bytes))
    }
  const entries = createPublishQueue(
    p.clock,
    rate,
    publish('entries', (topic, sealed) => p.push.send(topic, sealed, mayHear)),
    lost,
  )
  const frontiers = createPublishQueue(p.clock, rate, publish('frontiers', pubsub.publish), lost)
  const presence = createPublishQueue(p.clock, { ...rate, waiting: 1 }, publish('presence', pubsub.publish), () => undefined)
  tune(p.tuning)
  return {
    publishEntry(bytes) {
      const taken = speaking !== null && entries.push(bytes)
      if (!taken) lost(null)
      return taken
    },
    publishFrontier: (bytes) => speaking !== null && bytes.length <= syncLimits.frontierBytes && frontiers.push(bytes),
    publishPresence: (bytes) => speaking !== null && entries.waiting() === 0 && bytes.length <= presenceBytes && presence.push(bytes),
    tune,
    speaks: () => speaking !== null,
    peers: () => (speaking === null ? [] : pubsub.peers(speaking.entries.name)),
    waiting: entries.waiting,
    stop() {
      tune({ speak: null, hear: [] })
      for (const queue of [entries, frontiers, presence]) queue.stop()
    },
  }
}
