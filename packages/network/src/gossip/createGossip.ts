import { type Clock, concatBytes, type DeviceId, type GossipJudge, limits, type Random, type SpaceId } from '@daomesh/protocol'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import type { GossipVerdict } from '../ports/pubSub.ts'
import type { Frontiers } from '../sync/ports.ts'
import { syncLimits } from '../sync/syncFrames.ts'
import { headerBytesOf } from './messageId.ts'
import { createPublishQueue, defaultPublishRate, type PublishRate } from './publishQueue.ts'
import { createRejectCount } from './rejectCount.ts'
import { topicsOf } from './topics.ts'

export type CreateGossipParameters = {
  readonly network: Pick<PeerNetwork, 'pubsub'>
  readonly clock: Clock
  readonly random: Random
  readonly space: SpaceId
  readonly judge: GossipJudge
  /** An entry that the judge accepted. Persisting it is the receiver's duty. */
  readonly onEntry: (bytes: Uint8Array, from: DeviceId) => void
  readonly frontiers?: Pick<Frontiers, 'receive'>
  readonly onPresence?: (bytes: Uint8Array, from: DeviceId) => void
  /** Called for a peer that keeps sending what is rejected; give it `sync.penalise`. */
  readonly penalise?: (peer: DeviceId, reason: string) => void
  /** Called when the queue overflowed or a publish failed; give it `sync.hasten`, since sync must deliver now. */
  readonly onLost?: (error: Error | null) => void
  readonly rate?: Partial<PublishRate>
}

export type Gossip = {
  /** Persist first: what is published here counts as written. False when it was left to sync because too much waits. */
  readonly publishEntry: (bytes: Uint8Array) => boolean
  readonly publishFrontier: (bytes: Uint8Array) => boolean
  /** Who is here, where a cursor stands: never stored; dropped when anything else waits. */
  readonly publishPresence: (bytes: Uint8Array) => boolean
  readonly peers: () => readonly DeviceId[]
  readonly waiting: () => number
  readonly stop: () => void
}

const entryBytes = limits.bodyBytes + limits.headerBytes + 128
const presenceBytes = 4 * 1024
/** Equal presence sent twice is two messages; the router would drop the second. */
const nonceBytes = 8

/** Gossip of one space: a hint that makes entries arrive at once. What it loses, sync delivers. */
export const createGossip = (p: CreateGossipParameters): Gossip => {
  const { pubsub } = p.network
  const topics = topicsOf(p.space)
  const lost = p.onLost ?? (() => undefined)
  const rate = { ...defaultPublishRate, ...p.rate }
  const rejects = createRejectCount(p.clock, (peer) => p.penalise?.(peer, 'rejected gossip'))

  /** [IGNORE] from a silenced peer; [REJECT] too long or not even shaped like it; then whatever the judge says. */
  const guarded =
    (fits: (bytes: Uint8Array) => boolean, judge: (bytes: Uint8Array) => GossipVerdict | Promise<GossipVerdict>) =>
    async (bytes: Uint8Array, from: DeviceId): Promise<GossipVerdict> => {
      if (rejects.silenced(from)) return 'ignore'
      const verdict = fits(bytes) ? await judge(bytes) : 'reject'
      if (verdict === 'reject') rejects.add(from)
      return verdict
    }

  pubsub.subscribe(topics.entries, {
    judge: guarded((bytes) => bytes.length <= entryBytes && headerBytesOf(bytes) !== null, p.judge),
    onMessage: p.onEntry,
    ids: 'entry',
  })
  pubsub.subscribe(topics.frontiers, {
    judge: guarded(
      (bytes) => bytes.length <= syncLimits.frontierBytes,
      (bytes) => p.frontiers?.receive(p.space, bytes) ?? 'ignore',
    ),
    onMessage: () => undefined,
    ids: 'whole',
  })
  pubsub.subscribe(topics.presence, {
    judge: guarded(
      (bytes) => bytes.length > nonceBytes && bytes.length <= presenceBytes + nonceBytes,
      () => 'accept',
    ),
    onMessage: (bytes, from) => p.onPresence?.(bytes.subarray(nonceBytes), from),
    ids: 'whole',
  })

  const entries = createPublishQueue(p.clock, rate, (bytes) => pubsub.publish(topics.entries, bytes), lost)
  const frontiers = createPublishQueue(p.clock, rate, (bytes) => pubsub.publish(topics.frontiers, bytes), lost)
  const presence = createPublishQueue(
    p.clock,
    { ...rate, waiting: 1 },
    (bytes) => pubsub.publish(topics.presence, concatBytes(p.random.bytes(nonceBytes), bytes)),
    () => undefined,
  )
  return {
    publishEntry(bytes) {
      const taken = entries.push(bytes)
      if (!taken) lost(null)
      return taken
    },
    publishFrontier: frontiers.push,
    publishPresence: (bytes) => entries.waiting() === 0 && bytes.length <= presenceBytes && presence.push(bytes),
    peers: () => pubsub.peers(topics.entries),
    waiting: entries.waiting,
    stop() {
      for (const topic of Object.values(topics)) pubsub.unsubscribe(topic)
      for (const queue of [entries, frontiers, presence]) queue.stop()
    },
  }
}
