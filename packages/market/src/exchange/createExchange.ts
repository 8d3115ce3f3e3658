import type { PeerNetwork } from '@daomesh/network'
import type { Clock, DeviceId, Random, SpaceId } from '@daomesh/protocol'
import type { Received } from '../admission/createReception.ts'
import type { MarketStore } from '../store/marketStore.ts'
import { createRate } from '../admission/createRate.ts'
import { marketLimits } from '../limits.ts'
import { askPeer } from './askPeer.ts'
import type { Digests } from './createDigests.ts'
import { createRefusals } from './createRefusals.ts'
import { marketProtocol } from './frames.ts'
import { createPeerSessions, type PeerSessions } from './peerSessions.ts'
import { servePeer } from './servePeer.ts'

export type ExchangeParameters = {
  readonly network: PeerNetwork
  readonly clock: Clock
  readonly random: Random
  readonly market: SpaceId
  readonly store: Pick<MarketStore, 'bucket' | 'get' | 'row'>
  readonly digests: Digests
  readonly receive: (wire: Uint8Array) => Promise<Received>
  readonly penalise: (peer: DeviceId, milliseconds: number, reason: string) => void
  readonly onBroken: (peer: DeviceId, code: string) => void
}

/** Fetches from each connected peer the posts that it holds and this node lacks, and answers those who ask. */
export const createExchange = (p: ExchangeParameters): PeerSessions => {
  const refusals = createRefusals(p.clock)
  const sessions = createRate({ clock: p.clock, most: marketLimits.rates })
  const pace = { burst: marketLimits.sessionsAtOnce, perSecond: 1 / marketLimits.sessionSeconds }
  return createPeerSessions({
    ...p,
    protocol: marketProtocol,
    mayServe: (peer) => {
      if (!sessions.allows(peer, pace)) return false
      sessions.take(peer, pace)
      return true
    },
    serve: (stream) => servePeer({ ...p, stream }),
    ask: async (stream) => {
      const { stored, rejected } = await askPeer({ ...p, stream, isRefused: refusals.has, refuse: refusals.add })
      return { isNews: stored > 0, isForged: rejected }
    },
  })
}
