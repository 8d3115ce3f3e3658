import { circuitRelayTransport, type CircuitRelayTransportComponents } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { expect, test } from 'vitest'
import { confirmOwnAddresses } from './ownAddresses.ts'

test('V7 a public address of this machine is told, which libp2p alone would keep back', async () => {
  const found: CircuitRelayTransportComponents[] = []
  const node = await createLibp2p({
    start: false,
    transports: [
      (components: CircuitRelayTransportComponents) => {
        found.push(components)
        return circuitRelayTransport()(components)
      },
    ],
    services: { identify: identify() },
  })
  const [components] = found
  if (components === undefined) throw new Error('the transport was not made')
  // The only part that is not libp2p's own: which addresses the interfaces of this machine have.
  components.transportManager.getAddrs = () => [multiaddr('/ip4/5.6.7.8/tcp/4001'), multiaddr('/ip4/192.168.1.2/tcp/4001')]
  const told = () => node.getMultiaddrs().map((address) => String(address).replace(/\/p2p\/.*/, ''))
  expect(told()).toEqual(['/ip4/192.168.1.2/tcp/4001'])
  confirmOwnAddresses(components)
  expect(told().toSorted()).toEqual(['/ip4/192.168.1.2/tcp/4001', '/ip4/5.6.7.8/tcp/4001'])
})
