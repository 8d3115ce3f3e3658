import { memoryStore } from '@daomesh/log/memory'
import { createSync } from '@daomesh/network'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { clock, deviceOf, openBenchReplica, random, writeNotes } from './backlog.ts'

/** The peer that has everything: its own process, so that both sides have a core. */
const replica = await openBenchReplica('full', memoryStore({ random }))
await writeNotes(replica, Number(process.argv[2]))
const network = await createLibp2pNetwork({ deviceKey: deviceOf('full'), listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, clock })
await network.start()
const sync = createSync({
  network,
  clock,
  random,
  spaces: () => [replica],
  admission: { prove: () => new Uint8Array(1), admit: () => 'admit' },
})
sync.start()
process.on('disconnect', () => process.exit(0))
process.send?.({ address: network.addresses()[0] })
