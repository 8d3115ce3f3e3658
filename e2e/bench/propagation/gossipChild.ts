import { randomBytes } from 'node:crypto'
import { multiaddr } from '@multiformats/multiaddr'
import { hashOf, type SpaceId, toHex, utf8 } from '@daomesh/protocol'
import { createGossip } from '../gossip/createGossip.ts'
import { createLibp2pNetwork } from '../libp2p/createLibp2pNetwork.ts'
import { systemClock } from '../libp2p/systemClock.ts'
import { createBareNode } from './bareNode.ts'
import { createEntryWriter, entryNumber, verifyingJudge } from './benchEntry.ts'
import type { ChildCommand, ChildReport } from './childMessages.ts'

/** One of the twelve processes: it runs our gossip and a bare gossipsub side by side, so that both meet the same load. */
const report = (message: ChildReport): void => void process.send?.(message)
/** Monotonic and the same for all processes of a machine. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6
const space = toHex(hashOf('bench', utf8('propagation'))) as SpaceId
const key = hashOf('bench', utf8('key'))
const bodyBytes = 300

const ours = await createLibp2pNetwork({
  deviceKey: { seed: new Uint8Array(randomBytes(32)) },
  listen: ['/ip4/127.0.0.1/tcp/0'],
  mdns: false,
})
await ours.start()
const gossip = createGossip({
  network: ours,
  clock: systemClock,
  random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
  space,
  tuning: { speak: key, hear: [key] },
  judge: verifyingJudge,
  onEntry: (bytes) => report({ type: 'got', side: 'ours', n: entryNumber(bytes, bodyBytes), at: now() }),
})
const bare = await createBareNode(process.argv[2] === 'meshed' ? 'meshed' : 'default')
bare.services.gossip.subscribe('bench')
bare.services.gossip.addEventListener('message', ({ detail }) =>
  report({ type: 'got', side: 'bare', n: new DataView(detail.data.buffer, detail.data.byteOffset).getUint32(0), at: now() }),
)
const write = createEntryWriter(space, bodyBytes)
const size = write(0).length
// A member node has verified thousands of entries before; code that was never run would be measured instead.
for (let n = 0; n < 500; n++) await verifyingJudge(write(n))

process.on('disconnect', () => process.exit(0))
process.on('message', (command: ChildCommand) => {
  const done = async (): Promise<void> => {
    if (command.type === 'dial') {
      await ours.dial(command.ours)
      await bare.dial(multiaddr(command.bare))
      return report({ type: 'dialled' })
    }
    if (command.type === 'ready')
      return report({ type: 'ready', ours: gossip.peers().length, bare: bare.services.gossip.getSubscribers('bench').length })
    if (command.type === 'stop') {
      await Promise.all([ours.stop(), bare.stop()])
      process.exit(0)
    }
    if (command.side === 'ours') {
      const bytes = write(command.n)
      report({ type: 'sent', side: 'ours', n: command.n, at: now() })
      gossip.publishEntry(bytes)
      return
    }
    const bytes = new Uint8Array(randomBytes(size))
    new DataView(bytes.buffer).setUint32(0, command.n)
    report({ type: 'sent', side: 'bare', n: command.n, at: now() })
    // With its defaults it may have thrown out every peer on this address; the message then counts as missed.
    await bare.services.gossip.publish('bench', bytes).catch(() => undefined)
  }
  done().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  })
})
report({ type: 'up', ours: ours.addresses()[0] ?? '', bare: String(bare.getMultiaddrs()[0]) })
