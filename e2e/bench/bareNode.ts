import { gossipsub } from '@chainsafe/libp2p-gossipsub'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { createLibp2p } from 'libp2p'

/**
 * What a reader of the libp2p manual would build. `default`: every option of gossipsub at its default; twelve of them on one address give each
 * other bad scores, their meshes empty, and a message travels by the publisher's flood alone. `meshed`: the same without the score by address,
 * which is how they behave on twelve machines.
 */
export type BareKind = 'default' | 'meshed'

export const createBareNode = (kind: BareKind = 'default') =>
  createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    // Only so that twelve nodes on one machine can meet at all; it does not touch messages.
    connectionManager: { inboundConnectionThreshold: 1000, maxIncomingPendingConnections: 100 },
    services: {
      identify: identify(),
      ping: ping(),
      gossip: gossipsub(kind === 'default' ? {} : { scoreParams: { IPColocationFactorWeight: 0 } }),
    },
  })

export const bareTransferProtocol = '/bench/transfer/1'
