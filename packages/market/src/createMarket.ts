import { createRejectCount, type GossipVerdict, type PeerNetwork } from '@daomesh/network'
import {
  type Address,
  type Clock,
  type DeviceId,
  limits,
  marketSpaceOf,
  marketTopicOf,
  type Random,
  type SignedPost,
  toDaomeshError,
} from '@daomesh/protocol'
import { createRate } from './admission/createRate.ts'
import { type Because, createReception, type Received, type ReceptionParameters } from './admission/createReception.ts'
import { createDigests } from './exchange/createDigests.ts'
import { createExchange } from './exchange/createExchange.ts'
import { marketLimits } from './limits.ts'
import { createParcels, type Parcels } from './parcels/createParcels.ts'
import type { ParcelRoom } from './parcels/takeIn.ts'
import type { FoundPosts, MarketStore, PostKey, PostQuery, StoredPost } from './store/marketStore.ts'

export type MarketEvent =
  | { readonly type: 'stored'; readonly post: SignedPost; readonly from: DeviceId | null }
  | { readonly type: 'refused'; readonly because: Because; readonly from: DeviceId }
  | { readonly type: 'penalised'; readonly peer: DeviceId; readonly milliseconds: number; readonly reason: string }
  | { readonly type: 'broken'; readonly peer: DeviceId; readonly code: string }
  | { readonly type: 'swept'; readonly posts: number }

export type CreateMarketParameters = Omit<ReceptionParameters, 'clock' | 'random'> & {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly random: Random
  readonly onEvent?: (event: MarketEvent) => void
  /** What is carried for others at most; less in tests. */
  readonly mostParcels?: ParcelRoom
}

/** One market as this node sees it: what it holds, what it says, what it hears. */
export type Market = {
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** Keeps a post of this node, and says it to everybody while the market runs. Persist it first: this is a cache. @throws DaomeshError `POST_MALFORMED`, `STORAGE_FAILED`. */
  readonly publish: (wire: Uint8Array) => SignedPost
  readonly get: (key: PostKey) => StoredPost | null
  readonly search: (query: PostQuery) => FoundPosts
  readonly tags: MarketStore['tags']
  readonly size: MarketStore['size']
  /** What is held of these accounts is looked at again: their bonds begin or cease to count. null: of all accounts. */
  readonly regard: (accounts: readonly Address[] | null) => void
  /** Asks all peers soon for what is new. */
  readonly hasten: () => void
  /** What this node carries for others of this market, and has them carry. It runs while the market does. */
  readonly parcels: Omit<Parcels, 'start' | 'stop'>
}

/** What is over is looked for this often, milliseconds. */
const sweepEvery = 600_000

/** The space of posts of one chain: an expiring cache. No parents, no root, no order; each post stands for itself. */
export const createMarket = (p: CreateMarketParameters): Market => {
  const { network, clock, store } = p
  const report = p.onEvent ?? (() => undefined)
  const market = marketSpaceOf(p.chain)
  const topic = marketTopicOf(market)
  const digests = createDigests(store)
  // A full market makes room at every post: only what left, and what came, is summed up anew.
  const reception = createReception({
    ...p,
    store: {
      ...store,
      remove: (key) => {
        store.remove(key)
        digests.touch(key)
      },
    },
  })
  const messages = createRate({ clock, most: marketLimits.rates })
  const pace = { burst: marketLimits.messagesAtOnce, perSecond: marketLimits.messagesPerSecond }
  let cancelSweep: () => void = () => undefined
  let started = false

  const penalise = (peer: DeviceId, milliseconds: number, reason: string): void => {
    report({ type: 'penalised', peer, milliseconds, reason })
    network.cutOff(peer, milliseconds).catch((error: unknown) => report({ type: 'broken', peer, code: toDaomeshError(error).code }))
  }
  const rejects = createRejectCount(clock, (peer) => penalise(peer, marketLimits.forged, 'rejected posts'))

  const receive = async (wire: Uint8Array, from: DeviceId): Promise<Received> => {
    const received = await reception.receive(wire)
    if (received.because === 'stored' && received.post !== null) {
      digests.touch(received.post.post)
      report({ type: 'stored', post: received.post, from })
    } else if (received.because !== 'known') report({ type: 'refused', because: received.because, from })
    return received
  }
  /** [IGNORE] a silenced peer and one that is too fast, before a byte is read; [REJECT] what is too long. */
  const hear = async (wire: Uint8Array, from: DeviceId): Promise<GossipVerdict> => {
    if (rejects.silenced(from) || !messages.allows(from, pace)) return 'ignore'
    messages.take(from, pace)
    let verdict: GossipVerdict
    try {
      verdict = wire.length > limits.postBytes ? 'reject' : (await receive(wire, from)).verdict
    } catch (error) {
      // This node's own disk: the sender did nothing, and the exchange brings it again.
      report({ type: 'broken', peer: from, code: toDaomeshError(error).code })
      return 'ignore'
    }
    if (verdict === 'reject') rejects.add(from)
    return verdict
  }
  const exchange = createExchange({
    network,
    clock,
    random: p.random,
    market,
    store,
    digests,
    penalise,
    receive: (wire) => receive(wire, network.self),
    onBroken: (peer, code) => report({ type: 'broken', peer, code }),
  })
  const parcels = createParcels({
    network,
    clock,
    random: p.random,
    market,
    store: store.parcels,
    penalise,
    ...(p.mostParcels && { most: p.mostParcels }),
    onBroken: (peer, code) => report({ type: 'broken', peer, code }),
  })
  const sweep = (): void => {
    const now = p.chainNow()
    try {
      const posts = now === null ? 0 : store.sweep(now)
      if (posts > 0) {
        digests.touchAll()
        report({ type: 'swept', posts })
      }
    } catch (error) {
      report({ type: 'broken', peer: network.self, code: toDaomeshError(error).code })
    }
    if (started) cancelSweep = clock.setTimer(sweep, sweepEvery)
  }
  return {
    start() {
      if (started) return
      started = true
      network.pubsub.subscribe(topic, { judge: hear, onMessage: () => undefined, scored: true })
      exchange.start()
      parcels.start()
      sweep()
    },
    async stop() {
      if (!started) return
      started = false
      cancelSweep()
      network.pubsub.unsubscribe(topic)
      await Promise.all([exchange.stop(), parcels.stop()])
    },
    publish(wire) {
      const post = reception.keepOwn(wire)
      digests.touch(post.post)
      report({ type: 'stored', post, from: null })
      if (started)
        network.pubsub
          .publish(topic, wire)
          .catch((error: unknown) => report({ type: 'broken', peer: network.self, code: toDaomeshError(error).code }))
      return post
    },
    get: (key) => store.get(key),
    search: (query) => store.search(query),
    tags: (shelf, now, most) => store.tags(shelf, now, most),
    size: () => store.size(),
    regard: (accounts) => {
      try {
        for (const account of accounts ?? [...store.issuers('account'), ...store.issuers('bonded')])
          store.regard(account, p.isBonded(account) ? 'bonded' : 'account')
      } catch (error) {
        report({ type: 'broken', peer: network.self, code: toDaomeshError(error).code })
      }
    },
    hasten: exchange.hasten,
    parcels,
  }
}
