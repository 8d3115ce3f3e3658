import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createGossip, createPush, createSync } from '@daomesh/network'
import { createLibp2pNetwork } from '@daomesh/network/libp2p'
import { nativeDecrypt } from '@daomesh/log/native'
import { systemClock, systemRandom } from '@daomesh/peer'
import { multiaddr } from '@multiformats/multiaddr'
import { createBareNode } from '../bareNode.ts'
import { key, members, space } from '../dao/members.ts'
import { openFileStore, openMemberReplica } from '../dao/openMemberReplica.ts'
import { entriesOf, openLog, writeComment, writeDiscussion } from '../dao/writeComments.ts'
import type { ChildCommand, ChildReport } from './childMessages.ts'

/** One of the twelve processes: it runs a member's replica with our gossip and a bare gossipsub side by side, so that both meet the same load. */
const report = (message: ChildReport): void => void process.send?.(message)
/** Monotonic and the same for all processes of a machine. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6

const [, , kind = '', index = '', home = ''] = process.argv
const member = members[Number(index)]
if (member === undefined) throw new Error('twelve members')
const replica = await openMemberReplica({ member, store: openFileStore(join(home, `${index}.db`)) })
// A member node has taken in thousands of entries before; code that was never run would be measured instead. The others get them by sync.
const before = 600
if (index === '0') await replica.ingest(entriesOf(await writeDiscussion(before)))
await openLog(replica, member)

const ours = await createLibp2pNetwork({ deviceKey: member.device, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, clock: systemClock })
await ours.start()
const sync = createSync({
  network: ours,
  clock: systemClock,
  random: systemRandom,
  spaces: () => [replica],
  admission: { prove: () => new Uint8Array(1), admit: () => 'admit' },
})
sync.start()
const isComplete = (): boolean => replica.audit().filter(({ status }) => status === 'accepted').length === before + members.length
const gossip = createGossip({
  network: ours,
  push: createPush({ network: ours }),
  clock: systemClock,
  random: systemRandom,
  space,
  tuning: { speak: key, hear: [key] },
  judge: async (bytes) => ((await replica.ingest([bytes], { durable: false })).stored.length > 0 ? 'accept' : 'ignore'),
  onEntry: () => undefined,
  decrypt: nativeDecrypt,
})
let measuring = false
/** What this process is told to publish next. */
let turn: number | null = null
replica.subscribe(({ accepted }) => {
  const at = now()
  if (!measuring) return
  for (const id of accepted) {
    if (turn === null) {
      report({ type: 'got', side: 'ours', id, at })
      continue
    }
    report({ type: 'sent', side: 'ours', id, n: turn, at })
    turn = null
    const bytes = replica.wire(id)
    if (bytes !== null) gossip.publishEntry(bytes)
  }
})

const bare = await createBareNode(kind === 'meshed' ? 'meshed' : 'default')
bare.services.gossip.subscribe('bench')
bare.services.gossip.addEventListener('message', ({ detail }) =>
  report({ type: 'got', side: 'bare', id: String(new DataView(detail.data.buffer, detail.data.byteOffset).getUint32(0)), at: now() }),
)
const [sample] = entriesOf(replica).slice(-1)
const size = sample?.length ?? 0

process.on('disconnect', () => process.exit(0))
process.on('message', (command: ChildCommand) => {
  const done = async (): Promise<void> => {
    if (command.type === 'dial') {
      await ours.dial(command.ours)
      await bare.dial(multiaddr(command.bare))
      return report({ type: 'dialled' })
    }
    if (command.type === 'ready') {
      measuring = isComplete()
      return report({
        type: 'ready',
        ours: measuring ? gossip.peers().length : 0,
        bare: bare.services.gossip.getSubscribers('bench').length,
      })
    }
    if (command.type === 'stop') {
      await sync.stop()
      await Promise.all([ours.stop(), bare.stop()])
      process.exit(0)
    }
    if (command.side === 'ours') {
      turn = command.n
      return writeComment(replica, `${command.n}: a sentence of the length that people write`)
    }
    const bytes = new Uint8Array(randomBytes(size))
    new DataView(bytes.buffer).setUint32(0, command.n)
    report({ type: 'sent', side: 'bare', id: String(command.n), n: command.n, at: now() })
    // With its defaults it may have thrown out every peer on this address; the message then counts as missed.
    await bare.services.gossip.publish('bench', bytes).catch(() => undefined)
  }
  done().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  })
})
report({ type: 'up', ours: ours.addresses()[0] ?? '', bare: String(bare.getMultiaddrs()[0]) })
