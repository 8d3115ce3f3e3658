export { createLibp2pNetwork, type Libp2pNetworkParameters } from './createLibp2pNetwork.ts'
export { deviceIdOf, peerIdOf } from './deviceIds.ts'
export { defaultServiceName, type MdnsOptions } from './lanDiscovery.ts'
