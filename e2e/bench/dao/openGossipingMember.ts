import { join } from 'node:path'
import { createGossip, type Gossip, type PeerNetwork, type Sync } from '@daomesh/network'
import { nativeDecrypt } from '@daomesh/log/native'
import type { Replica } from '@daomesh/log'
import { systemClock, systemRandom } from '@daomesh/peer'
import { key, members, space } from './members.ts'
import { openFileStore, openMemberReplica } from './openMemberReplica.ts'
import { openSyncing } from './openSyncing.ts'
import { entriesOf, openLog, writeDiscussion } from './writeComments.ts'

// A member node has taken in thousands of entries before; code that was never run would be measured instead. The others get them by sync.
const before = 600

export type GossipingMember = {
  readonly replica: Replica
  readonly network: PeerNetwork
  readonly sync: Sync
  readonly gossip: Gossip
  /** Whether everything that was there before the measurement is here. */
  readonly isComplete: () => boolean
}

/** One of the twelve as its node runs it: replica on SQLite, sync, and entries straight to every peer. The first brings a discussion that happened before. */
export const openGossipingMember = async (index: number, home: string): Promise<GossipingMember> => {
  const member = members[index]
  if (member === undefined) throw new Error('twelve members')
  const replica = await openMemberReplica({ member, store: openFileStore(join(home, `${index}.db`)) })
  if (index === 0) await replica.ingest(entriesOf(await writeDiscussion(before)))
  await openLog(replica, member)
  const { network, sync, push } = await openSyncing(replica, member)
  sync.start()
  const gossip = createGossip({
    network,
    push,
    clock: systemClock,
    random: systemRandom,
    space,
    tuning: { speak: key, hear: [key] },
    judge: async (bytes) => ((await replica.ingest([bytes], { durable: false })).stored.length > 0 ? 'accept' : 'ignore'),
    onEntry: () => undefined,
    onLost: () => sync.hasten(),
    decrypt: nativeDecrypt,
  })
  const isComplete = (): boolean => replica.audit().filter(({ status }) => status === 'accepted').length === before + members.length
  return { replica, network, sync, gossip, isComplete }
}
