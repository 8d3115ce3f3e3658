import { createSync } from '@daomesh/network'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { systemClock, systemRandom } from '@daomesh/peer'
import { members } from './members.ts'
import { openFileStore, openMemberReplica } from './openMemberReplica.ts'
import { entriesOf, writeDiscussion } from './writeComments.ts'

/** A member that has everything, on disk at `path`: a discussion of all twelve. Where it is reached. */
export const serveBacklog = async (path: string, count: number): Promise<string> => {
  const [member] = members
  if (member === undefined) throw new Error('twelve members')
  const replica = await openMemberReplica({ member, store: openFileStore(path) })
  await replica.ingest(entriesOf(await writeDiscussion(count)))
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
  sync.start()
  return network.addresses()[0] ?? ''
}
