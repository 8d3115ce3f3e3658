import type { Command } from 'commander'
import { table, when } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'

export const addPeer = (program: Command): void => {
  const peer = program.command('peer').description('the nodes this one is connected to')
  nodeVerb(
    peer.command('list').description('connected peers'),
    async (node) => (await node.network.status()).peers,
    (rows) =>
      table(
        ['device', 'known as', 'since', 'latency', 'address'],
        rows.map(({ device, names, since, latency, addresses }) => [
          device.slice(0, 16),
          names.join(', '),
          when(since),
          latency === null ? '' : `${Math.round(latency)} ms`,
          addresses[0] ?? '',
        ]),
      ),
  )
  nodeVerb(
    peer.command('dial').description('connect to an address').argument('<address>', 'such as /ip4/192.168.1.5/tcp/4001/p2p/12D3…'),
    (node, call) => node.network.dial({ address: call.argument(0) }),
    ({ device }) => `connected: ${device}`,
  )
  nodeVerb(
    peer.command('addresses').description('where others reach this node'),
    async (node) => (await node.network.status()).addresses,
    (rows) => rows.join('\n'),
  )
}
