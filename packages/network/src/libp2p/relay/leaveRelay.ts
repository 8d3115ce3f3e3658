import type { Connection, Libp2p } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { isRelayed } from '../../inspect/isRelayed.ts'

/** Direct addresses of a peer that are tried; whoever names more hides none that would work. */
const mostTried = 8

type Dials = Pick<Libp2p, 'dial' | 'getConnections'>

/**
 * A relayed connection is left as soon as a direct one comes about: where one side can be called, or both are on one network, nobody else need carry it.
 * Two routers are not talked through: that takes a port used for several connections at once, which Node's TCP does not offer.
 */
export const leaveRelay = async (
  node: Dials,
  { remotePeer }: Connection,
  addresses: readonly Multiaddr[],
  milliseconds: number,
): Promise<boolean> => {
  const direct = addresses.filter((address) => !isRelayed(address)).slice(0, mostTried)
  const open = (): readonly Connection[] => node.getConnections(remotePeer)
  if (direct.length > 0 && open().every(({ remoteAddr }) => isRelayed(remoteAddr)))
    await node.dial([...direct], { force: true, signal: AbortSignal.timeout(milliseconds) }).catch(() => undefined)
  if (open().every(({ remoteAddr }) => isRelayed(remoteAddr))) return false
  const relayed = open().filter(({ remoteAddr }) => isRelayed(remoteAddr))
  await Promise.allSettled(relayed.map((connection) => connection.close()))
  return true
}
