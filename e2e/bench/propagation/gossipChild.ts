import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { multiaddr } from '@multiformats/multiaddr'
import { createBareNode } from '../bareNode.ts'
import { openGossipingMember } from '../dao/openGossipingMember.ts'
import { entriesOf, writeComment } from '../dao/writeComments.ts'
import type { ChildCommand, ChildReport } from './childMessages.ts'
import { openMessageFile } from './messageFile.ts'
import { createStretchBook, now } from './stretch.ts'

/** One of the twelve processes: it runs a member's replica with our gossip and a bare gossipsub side by side, so that both meet the same load. */
const report = (message: ChildReport): void => void process.send?.(message)
/** By then a message is everywhere: what twelve processes tell the bench, and the bench reads, would else be measured with its way, on both sides. */
const silenceMilliseconds = 40
let untold: ChildReport[] = []
const reportLater = (message: ChildReport): void => {
  untold.push(message)
  if (untold.length > 1) return
  setTimeout(() => {
    const all = untold
    untold = []
    all.forEach(report)
  }, silenceMilliseconds)
}

const [, , kind = '', index = '', home = ''] = process.argv
const { replica, network: ours, sync, gossip, isComplete } = await openGossipingMember(Number(index), home)
const book = createStretchBook()
let measuring = false
/** What this process is told to publish next. */
let turn: number | null = null
replica.subscribe(({ accepted }) => {
  const at = now()
  if (!measuring) return
  for (const id of accepted) {
    if (turn === null) {
      if (!book.got(id)) reportLater({ type: 'got', side: 'ours', id, at })
      continue
    }
    reportLater({ type: 'sent', side: 'ours', id, n: turn, at })
    turn = null
    const bytes = replica.wire(id)
    if (bytes !== null) gossip.publishEntry(bytes)
  }
})

const bare = await createBareNode(kind === 'meshed' ? 'meshed' : 'default')
const topics = { bare: 'bench', stored: 'bench/stored' } as const
const file = openMessageFile(join(home, `${index}-bare.db`))
for (const topic of Object.values(topics)) bare.services.gossip.subscribe(topic)
bare.services.gossip.addEventListener('message', ({ detail }) => {
  const view = new DataView(detail.data.buffer, detail.data.byteOffset)
  const id = String(view.getUint32(0))
  const name = `${view.getUint32(4)}/${id}`
  if (detail.topic === topics.stored) file.keep(name, detail.data, false)
  if (!book.got(name)) reportLater({ type: 'got', side: 'bare', id, at: now() })
})
const [sample] = entriesOf(replica).slice(-1)
const size = sample?.length ?? 0

/** Numbers of what is stored go on through all stretches. */
let kept = 1 << 24
const publishBare = async (side: 'bare' | 'stored', n: number): Promise<string> => {
  const bytes = new Uint8Array(randomBytes(size))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, n)
  view.setUint32(4, Number(index))
  if (side === 'stored') file.keep(`${index}/${n}`, bytes, true)
  await bare.services.gossip.publish(topics[side], bytes)
  return `${index}/${n}`
}
/** As a member node does: persisted, then published. */
const publishOurs = async (n: number): Promise<string> => {
  const { id, bytes } = await writeComment(replica, `${n}: a sentence of the length that people write`)
  gossip.publishEntry(bytes)
  return id
}

const publishers = {
  ours: publishOurs,
  bare: (n: number) => publishBare('bare', n),
  stored: () => publishBare('stored', kept++),
} as const

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
    if (command.type === 'stretch') return book.run(command, publishers[command.side])
    if (command.type === 'collect') return report(book.collect())
    if (command.side === 'ours') {
      turn = command.n
      return void (await writeComment(replica, `${command.n}: a sentence of the length that people write`))
    }
    reportLater({ type: 'sent', side: 'bare', id: String(command.n), n: command.n, at: now() })
    // With its defaults it may have thrown out every peer on this address; the message then counts as missed.
    await publishBare('bare', command.n).catch(() => undefined)
  }
  done().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exit(1)
  })
})
report({ type: 'up', ours: ours.addresses()[0] ?? '', bare: String(bare.getMultiaddrs()[0]) })
