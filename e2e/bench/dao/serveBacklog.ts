import { members } from './members.ts'
import { openFileStore, openMemberReplica } from './openMemberReplica.ts'
import { openSyncing } from './openSyncing.ts'
import { entriesOf, writeDiscussion } from './writeComments.ts'

/** A member that has everything, on disk at `path`: a discussion of all twelve. Where it is reached. */
export const serveBacklog = async (path: string, count: number): Promise<string> => {
  const [member] = members
  if (member === undefined) throw new Error('twelve members')
  const replica = await openMemberReplica({ member, store: openFileStore(path) })
  await replica.ingest(entriesOf(await writeDiscussion(count)))
  const { network, sync } = await openSyncing(replica, member)
  sync.start()
  return network.addresses()[0] ?? ''
}
