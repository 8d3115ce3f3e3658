import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import type { PrivateKey } from '@libp2p/interface'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { createLibp2p } from 'libp2p'
import { withCheapPrefixes } from './cheapPrefixes.ts'
import type { ConnectionGate } from './connectionGate.ts'
import type { GossipRouter } from './gossipRouter.ts'
import type { LanDiscovery } from './lanDiscovery.ts'
import { confirmOwnAddresses } from './ownAddresses.ts'
import { withRareWindowUpdates } from './rareWindowUpdates.ts'
import type { Relaying } from './relay/createRelaying.ts'
import { serveRelay } from './relay/serveRelay.ts'
import { silentLogger } from './silentLogger.ts'
import { loadFrameCipher, noiseCryptoWith } from './sodiumCipher.ts'
import { withWholeWrites } from './wholeWrites.ts'

/** Milliseconds that a call may take. */
export const dialMilliseconds = 10_000
/** Members of a few spaces, with room for newcomers; above it the least preferred are closed. */
export const mostConnections = 128

type BuildNodeParameters = {
  readonly privateKey: PrivateKey
  readonly listen: readonly string[]
  readonly announce: readonly string[]
  readonly gate: Pick<ConnectionGate, 'gater'>
  readonly relaying: Pick<Relaying, 'transport' | 'gater'>
  readonly gossip: Pick<GossipRouter, 'service'>
  readonly lan: Pick<LanDiscovery, 'factory'> | null
  readonly isRelay: boolean
}

/** The libp2p node of a device, not started: what it is made of, and where its settings differ from the library's. */
export const buildNode = async ({ privateKey, listen, announce, gate, relaying, gossip, lan, isRelay }: BuildNodeParameters) => {
  let confirmAddresses: () => void = () => undefined
  const node = await createLibp2p({
    start: false,
    logger: silentLogger,
    privateKey,
    addresses: { listen: [...listen], announce: [...announce] },
    transports: [
      tcp(),
      (components: Parameters<typeof relaying.transport>[0]) => {
        confirmAddresses = () => confirmOwnAddresses(components)
        return relaying.transport(components)
      },
    ],
    connectionEncrypters: [withCheapPrefixes(withWholeWrites(noise({ crypto: noiseCryptoWith(loadFrameCipher()) })))],
    // Below the 4 MiB at which a stream that nobody reads is reset.
    streamMuxers: [withRareWindowUpdates(yamux({ streamOptions: { maxStreamWindowSize: 1024 * 1024 } }))],
    connectionGater: { ...gate.gater, ...relaying.gater },
    connectionManager: {
      maxConnections: mostConnections,
      // The defaults (5 per second and address) break a whole DAO behind one router.
      inboundConnectionThreshold: 1000,
      maxIncomingPendingConnections: 100,
      dialTimeout: dialMilliseconds,
      reconnectRetries: 0,
    },
    // Ours leaves those alone that speak (watchConnections).
    connectionMonitor: { enabled: false },
    peerDiscovery: lan === null ? [] : [lan.factory],
    services: { identify: identify(), ping: ping(), gossip: gossip.service, ...(isRelay && { relay: serveRelay() }) },
  })
  /** Says that the addresses of this machine are its own, as soon as there are some. */
  return { node, confirmAddresses: (): void => confirmAddresses() }
}

export type Libp2pNode = Awaited<ReturnType<typeof buildNode>>['node']
