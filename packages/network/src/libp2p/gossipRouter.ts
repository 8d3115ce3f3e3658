import { type GossipSub, gossipsub, type GossipSubComponents, type Message, TopicValidatorResult } from '@chainsafe/libp2p-gossipsub'
import { type Clock, DaomeshError, type DeviceId, limits } from '@daomesh/protocol'
import { createScore } from '../gossip/createScore.ts'
import type { PubSub, TopicRules } from '../ports/pubSub.ts'
import { deviceIdOf, isDevice } from './deviceIds.ts'
import { nativeMessageIdOf } from './nativeMessageId.ts'

const verdicts = { accept: TopicValidatorResult.Accept, ignore: TopicValidatorResult.Ignore, reject: TopicValidatorResult.Reject } as const

/** A copy, so that an entry that is kept does not keep the network buffer it came in, and nobody meets a Buffer's own `slice`. */
const plain = (data: Uint8Array): Uint8Array => new Uint8Array(data)

/** Bytes queued to one slow peer before its gossip stream is reset; sync then delivers. */
const outboundBytes = 8 * 1024 * 1024

/** How many peers are told each second what is new here: a whole DAO, so that who is not connected to an author asks after one heartbeat. */
const lazyPeers = 64

export type GossipRouter = {
  /** Joins every topic once the router runs; it forgets them when the node stops. */
  readonly join: () => void
  readonly service: (components: GossipSubComponents) => GossipSub
  readonly pubsub: PubSub
}

/**
 * Gossipsub set up for small private groups. Entries sign themselves, so messages do not; ids are hashes, so copies are dropped
 * before they are judged; scores by address or delivery are off, because with them twelve nodes behind one address deliver nothing.
 */
export const createGossipRouter = (clock: Pick<Clock, 'now'>): GossipRouter => {
  const score = createScore(clock)
  const topics = new Map<string, TopicRules>()
  let router: GossipSub | null = null
  let joined = false
  const running = (): GossipSub => {
    if (router === null) throw new DaomeshError('NETWORK_OFF')
    return router
  }
  const attach = (topic: string, rules: TopicRules): void => {
    running().topicValidators.set(topic, async (peer, message) => {
      if (!isDevice(peer)) return TopicValidatorResult.Reject
      const verdict = await rules.judge(plain(message.data), deviceIdOf(peer))
      if (verdict === 'reject' && rules.scored === true) score.note(peer.toString())
      return verdicts[verdict]
    })
    running().subscribe(topic)
  }
  const build = gossipsub({
    globalSignaturePolicy: 'StrictNoSign',
    msgIdFn: (message: Message) => nativeMessageIdOf(message.data),
    // No mesh: an author sends to everybody it is connected to, which in a small group is everybody, and whoever hears a message another way
    // only says at the next heartbeat that it has it. Passing on what all have already got cost more than half of the time until the last had it.
    D: 0,
    Dlo: 0,
    Dhi: 0,
    Dscore: 0,
    Dout: 0,
    Dlazy: lazyPeers,
    floodPublish: true,
    allowPublishToZeroTopicPeers: true,
    ignoreDuplicatePublishError: true,
    emitSelf: false,
    doPX: false,
    canRelayMessage: false,
    fallbackToFloodsub: false,
    batchPublish: true,
    // Telling the mesh of a message costs as much as a small message, and is sent before ours is judged.
    idontwantMinDataSize: 16 * 1024,
    maxInboundDataLength: limits.bodyBytes + limits.headerBytes + 4096,
    maxOutboundBufferSize: outboundBytes,
    // By what is rejected where everybody may speak, not by address or by who delivers first.
    scoreParams: { IPColocationFactorWeight: 0, topics: {}, appSpecificScore: score.of, appSpecificWeight: 1 },
  })
  return {
    join() {
      joined = true
      for (const [topic, rules] of topics) attach(topic, rules)
    },
    service(components) {
      router = build(components)
      router.addEventListener('gossipsub:message', ({ detail }) => {
        topics.get(detail.msg.topic)?.onMessage(plain(detail.msg.data), deviceIdOf(detail.propagationSource))
      })
      return router
    },
    pubsub: {
      subscribe(topic, rules) {
        topics.set(topic, rules)
        if (joined) attach(topic, rules)
      },
      unsubscribe(topic) {
        topics.delete(topic)
        if (!joined) return
        running().topicValidators.delete(topic)
        running().unsubscribe(topic)
      },
      publish: async (topic, bytes) => void (await running().publish(topic, bytes)),
      peers: (topic): readonly DeviceId[] => running().getSubscribers(topic).filter(isDevice).map(deviceIdOf),
    },
  }
}
