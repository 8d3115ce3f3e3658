import { expect, test } from 'vitest'
import { checkNetwork, type NetworkFacts } from './checkNetwork.ts'

const lo = { name: 'lo', address: '127.0.0.1', internal: true }
const cable = { name: 'eth0', address: '192.168.1.5', internal: false }
const tunnel = { name: 'wg0', address: '10.8.0.2', internal: false }
const facts: NetworkFacts = {
  online: true,
  addresses: ['/ip4/192.168.1.5/tcp/4001'],
  peers: 1,
  inspection: { interfaces: [lo, cable], heard: [], mostPeers: 128 },
  someoneAway: true,
  someoneUnknown: true,
  memberHeard: true,
}
const codes = (change: Partial<NetworkFacts>, interfaces = facts.inspection.interfaces) =>
  checkNetwork({ ...facts, ...change, inspection: { ...facts.inspection, interfaces } }).map(({ code }) => code)

test('M40 what of this machine’s network keeps members away, and nothing where nobody is missing', () => {
  expect(codes({})).toEqual([])
  expect(codes({ online: false, addresses: [] })).toEqual(['NETWORK_OFF'])
  expect(codes({ addresses: [] }, [lo])).toEqual(['LOOPBACK_ONLY'])
  expect(codes({ addresses: ['/ip4/127.0.0.1/tcp/4001/p2p/x'] })).toEqual(['LISTENS_LOOPBACK'])
  expect(codes({}, [lo, tunnel])).toEqual(['VPN_ONLY'])
  expect(codes({}, [lo, tunnel, cable])).toEqual([])
  expect(codes({ memberHeard: false })).toEqual(['MULTICAST_SILENT'])
  expect(codes({ memberHeard: false, someoneUnknown: false })).toEqual([])
  expect(codes({ addresses: [] })).toEqual(['NOT_LISTENING'])
  expect(codes({ peers: 128 })).toEqual(['PEERS_FULL'])
  const together = { someoneAway: false, someoneUnknown: false, memberHeard: false }
  for (const interfaces of [[lo], [lo, tunnel]]) expect(codes(together, interfaces)).toEqual([])
  expect(codes({ ...together, addresses: ['/ip4/127.0.0.1/tcp/1'] })).toEqual([])
})
