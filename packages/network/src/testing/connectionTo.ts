import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import type { Connection, Stream } from '@libp2p/interface'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { createLibp2p } from 'libp2p'
import { onTestFinished } from 'vitest'

const start = async (answers: 'ping' | 'nothing' | ((stream: Stream) => void)) => {
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
    ...(answers === 'ping' && { services: { ping: ping() } }),
  })
  onTestFinished(() => node.stop())
  if (typeof answers === 'function') await node.handle('/ipfs/ping/1.0.0', answers)
  return node
}

/** A connection over TCP to a node that answers a ping so, until the test is over. */
export const connectionTo = async (answers: Parameters<typeof start>[0]): Promise<Connection> => {
  const [here, there] = [await start('nothing'), await start(answers)]
  return here.dial(there.getMultiaddrs())
}
