import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gossipsub } from '@chainsafe/libp2p-gossipsub'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createOrbitDB, type OrbitDB } from '@orbitdb/core'
import { LevelBlockstore } from 'blockstore-level'
import { LevelDatastore } from 'datastore-level'
import { createHelia } from 'helia'
import { createLibp2p } from 'libp2p'

/** OrbitDB as its manual builds it: gossipsub by default over TCP, Noise and Yamux, blocks and pins in LevelDB. LevelDB leaves flushing to the system. */
export const openOrbitDB = async (
  home: string,
): Promise<{ readonly orbitdb: OrbitDB; readonly dial: (address: string) => Promise<void>; readonly address: () => string }> => {
  mkdirSync(home, { recursive: true })
  const libp2p = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify(), pubsub: gossipsub({ allowPublishToZeroTopicPeers: true }) },
  })
  const ipfs = await createHelia({
    libp2p,
    blockstore: new LevelBlockstore(join(home, 'blocks')),
    datastore: new LevelDatastore(join(home, 'pins')),
  })
  const orbitdb = await createOrbitDB({ ipfs, id: 'member', directory: join(home, 'orbitdb') })
  return {
    orbitdb,
    dial: async (address) => void (await libp2p.dial(multiaddr(address))),
    address: () => String(libp2p.getMultiaddrs()[0]),
  }
}
