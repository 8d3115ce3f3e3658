import type { CircuitRelayTransportComponents } from '@libp2p/circuit-relay-v2'

type Components = Pick<CircuitRelayTransportComponents, 'addressManager' | 'transportManager'>

/** As long as this node lives. */
const ttl = Number.MAX_SAFE_INTEGER / 2

/**
 * libp2p tells others a public address only once peers elsewhere have called it back, which none of ours offers to do: a machine with a public address
 * of its own would keep that to itself. What an interface of this machine has is told.
 */
export const confirmOwnAddresses = ({ addressManager, transportManager }: Components): void => {
  for (const address of transportManager.getAddrs()) addressManager.confirmObservedAddr(address, { type: 'transport', ttl })
}
