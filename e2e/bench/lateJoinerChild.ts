import { createSync } from '@daomesh/network'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { systemClock, systemRandom } from '@daomesh/peer'
import { members } from './dao/members.ts'
import { openFileStore, openMemberReplica } from './dao/openMemberReplica.ts'
import { entriesOf, writeDiscussion } from './dao/writeComments.ts'

/** The peer that has everything, on disk: its own process, so that both sides have a core. Arguments: how many entries, and a file. */
const [member] = members
const [, , count = '', path = ''] = process.argv
if (member === undefined) throw new Error('twelve members')
const replica = await openMemberReplica({ member, store: openFileStore(path) })
await replica.ingest(entriesOf(await writeDiscussion(Number(count))))
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
process.on('disconnect', () => process.exit(0))
process.send?.({ address: network.addresses()[0] })
