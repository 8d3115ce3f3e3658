import type { DeviceId } from '@daomesh/protocol'

export type GossipVerdict = 'accept' | 'ignore' | 'reject'

/** Judges bytes before they are handed up and passed on. `from` is the peer that relayed them, not their author. */
export type TopicJudge = (bytes: Uint8Array, from: DeviceId) => Promise<GossipVerdict>

/** How one topic is treated. */
export type TopicRules = {
  readonly judge: TopicJudge
  readonly onMessage: (bytes: Uint8Array, from: DeviceId) => void
  /** Everybody may speak here: what is rejected counts against the peer that brought it, for all topics, until it is forgiven. */
  readonly scored?: true
}

/** Best-effort broadcast. What it loses, sync delivers. A publisher does not receive its own message. */
export type PubSub = {
  readonly subscribe: (topic: string, rules: TopicRules) => void
  readonly unsubscribe: (topic: string) => void
  /** Resolves when handed to the transport; nobody may be listening. */
  readonly publish: (topic: string, bytes: Uint8Array) => Promise<void>
  /** Peers known to listen to the topic. */
  readonly peers: (topic: string) => readonly DeviceId[]
}
