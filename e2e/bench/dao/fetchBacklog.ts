import type { Verifier } from '@daomesh/protocol'
import type { BenchMember } from './members.ts'
import { openFileStore, openMemberReplica } from './openMemberReplica.ts'
import { openSyncing } from './openSyncing.ts'
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
  const { network, sync } = await openSyncing(replica, member)
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
