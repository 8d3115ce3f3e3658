import { type DeviceId, toHex } from '@daomesh/protocol'
import { messageIdOf } from '../gossip/messageId.ts'
import type { TopicRules } from '../ports/pubSub.ts'
import type { HubSide, MemoryPubSub } from './hubSide.ts'

/** Ids kept to recognise copies; like the seen cache of a real router it is bounded. */
const seenIds = 50_000

/** One message is one array on all its ways through the hub, and nobody changes it. */
const ids = new WeakMap<Uint8Array, string>()
const idOf = (bytes: Uint8Array): string => {
  const known = ids.get(bytes) ?? toHex(messageIdOf(bytes))
  ids.set(bytes, known)
  return known
}

/** Floods to connected subscribers, which judge and pass on. Message ids and verdicts mean what they mean on the real network. */
export const createMemoryPubSub = (hub: HubSide, self: DeviceId): MemoryPubSub => {
  const topics = new Map<string, TopicRules>()
  const seen = new Set<string>()
  const firstSight = (topic: string, bytes: Uint8Array): boolean => {
    const id = `${topic}:${idOf(bytes)}`
    if (seen.has(id)) return false
    seen.add(id)
    for (const oldest of seen) {
      if (seen.size <= seenIds) break
      seen.delete(oldest)
    }
    return true
  }
  const listeners = (topic: string): readonly DeviceId[] =>
    hub.links
      .of(self)
      .map((link) => (link.a === self ? link.b : link.a))
      .filter((device) => hub.peer(device)?.gossip.listens(topic) ?? false)
  const spread = (topic: string, bytes: Uint8Array, except: DeviceId | null): void => {
    for (const device of listeners(topic)) {
      if (device === except) continue
      hub.carry(() => {
        if (hub.links.get(self, device) !== undefined) hub.peer(device)?.gossip.arrive(topic, bytes, self)
      })
    }
  }
  const judge = async (topic: string, rules: TopicRules, bytes: Uint8Array, from: DeviceId): Promise<void> => {
    if ((await rules.judge(bytes, from)) !== 'accept' || topics.get(topic) !== rules) return
    rules.onMessage(bytes, from)
    spread(topic, bytes, from)
  }
  return {
    pubsub: {
      subscribe: (topic, rules) => void topics.set(topic, rules),
      unsubscribe: (topic) => void topics.delete(topic),
      publish(topic, bytes) {
        const copy = bytes.slice()
        if (firstSight(topic, copy)) spread(topic, copy, null)
        return Promise.resolve()
      },
      peers: listeners,
    },
    listens: (topic) => topics.has(topic),
    arrive(topic, bytes, from) {
      const rules = topics.get(topic)
      if (rules === undefined || !firstSight(topic, bytes)) return
      // A judge that throws is a fault of this node, which must not stop the simulation silently.
      judge(topic, rules, bytes, from).catch((error: unknown) =>
        hub.clock.setTimer(() => {
          throw error
        }, 0),
      )
    },
  }
}
