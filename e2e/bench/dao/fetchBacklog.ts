import { createSync } from '@daomesh/network'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { systemClock, systemRandom } from '@daomesh/peer'
import type { Verifier } from '@daomesh/protocol'
import type { BenchMember } from './members.ts'
import { openFileStore, openMemberReplica } from './openMemberReplica.ts'
import { entriesOf } from './writeComments.ts'

/** Wire form of every entry, and how long it took from the dial to the last durable one. */
export type Backlog = { readonly milliseconds: number; readonly entries: readonly Uint8Array[] }

type Init = {
  readonly member: BenchMember
  readonly address: string
  readonly path: string
  readonly count: number
  readonly verifier?: Verifier
}

/** An empty replica on SQLite fetches everything from one peer in another process. */
export const fetchBacklog = async ({ member, address, path, count, verifier }: Init): Promise<Backlog> => {
  const store = openFileStore(path)
  const replica = await openMemberReplica({ member, store, ...(verifier && { verifier }) })
  const network = await createLibp2pNetwork({
    deviceKey: member.device,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    clock: systemClock,
  })
  await network.start()
  const sync = createSync({
    network,
    clock: systemClock,
    random: systemRandom,
    spaces: () => [replica],
    admission: { prove: () => new Uint8Array(1), admit: () => 'admit' },
  })
  let stored = 0
  replica.subscribe((event) => void (stored += event.stored.length))
  const began = performance.now()
  const peer = await network.dial(address)
  for (let tries = 0; stored < count && tries < 20; tries++) await sync.syncNow(peer)
  const milliseconds = performance.now() - began
  const entries = entriesOf(replica)
  const accepted = replica.audit().filter(({ status }) => status === 'accepted').length
  await sync.stop()
  await network.stop()
  await replica.close()
  store.close()
  if (accepted !== count) throw new Error(`only ${accepted} of ${count} entries arrived`)
  return { milliseconds, entries }
}
