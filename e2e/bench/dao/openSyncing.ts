import { createPush, createSync, type PeerNetwork, type Push, type Sync } from '@daomesh/network'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import type { Replica } from '@daomesh/log'
import { systemClock, systemRandom } from '@daomesh/peer'
import type { BenchMember } from './members.ts'

/** A member's network on loopback, up, and the sync of one replica over it, not started. Whoever connects is admitted: the bench has no strangers. */
export const openSyncing = async (
  replica: Replica,
  { device }: BenchMember,
): Promise<{ readonly network: PeerNetwork; readonly sync: Sync; readonly push: Push }> => {
  const network = await createLibp2pNetwork({ deviceKey: device, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, clock: systemClock })
  await network.start()
  const sync = createSync({
    network,
    clock: systemClock,
    random: systemRandom,
    spaces: () => [replica],
    admission: { prove: () => new Uint8Array(1), admit: () => 'admit' },
    isLively: () => push.isLively(),
  })
  const push = createPush({ network, clock: systemClock, onLost: () => sync.hasten() })
  return { network, sync, push }
}
