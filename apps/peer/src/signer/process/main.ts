import { randomBytes } from 'node:crypto'
import { toDaomeshError } from '@daomesh/protocol'
import { writeSignerNote } from '../../compose/serviceNotes.ts'
import { homePaths } from '../../home/homePaths.ts'
import { systemClock } from '@daomesh/protocol/system'
import { systemRandom } from '../../system/systemRandom.ts'
import { createSignerCore } from '../core/createSignerCore.ts'
import type { Channel } from '../desk/channel.ts'
import { serveDesk } from '../desk/serveDesk.ts'
import { serveSigner } from '../service/serveSigner.ts'
import { confirmOnTerminal } from '../terminal/confirmOnTerminal.ts'
import { signerOptions } from './options.ts'
import { readPassword } from './readPassword.ts'

// The signer process: owns the account keys of one home. Its parent is the member node, which it tells states and signatures only.

/** The node's process, at the other end of Node's own pipe. */
const parent: Channel = {
  // A node that ends while keys are being opened hears nothing more.
  send: (message) => void process.send?.(message, () => undefined),
  onMessage: (listener) => void process.on('message', listener),
  onClose: (listener) => void process.once('disconnect', listener),
}

/** The node that started this process, while it is there: the parent of an orphan is somebody else. */
const interruptNode = (): void => {
  if (process.connected) process.kill(process.ppid, 'SIGINT')
}

const start = async (): Promise<void> => {
  const options = signerOptions.parse(JSON.parse(process.argv[2] ?? '{}'))
  const paths = homePaths(options.home)
  const policy = options.confirm === 'sandbox' ? 'sandbox' : 'ask'
  const password = readPassword(options.passwordFile)
  // Whatever this process starts must not inherit it.
  delete process.env['DAOMESH_PASSWORD']
  const core = createSignerCore({ folder: paths.keys, clock: systemClock, random: systemRandom, policy, password })
  // Awaited last: the node shows what it has while the keys are being opened.
  core.opened.catch(() => undefined)

  const token = randomBytes(32).toString('base64url')
  const service = await serveSigner({ core, token, port: options.port })
  writeSignerNote(options.home, { port: service.port, token })
  const stopTerminal = options.confirm === 'terminal' ? confirmOnTerminal({ core, onInterrupt: interruptNode }) : () => undefined

  const end = (): void => {
    stopTerminal()
    core.close()
    service.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('disconnect', end)
  // The node may have ended while this program was being read.
  if (!process.connected) return end()
  serveDesk({ core, channel: parent, open: () => Promise.resolve(service.url), page: service.url })
  await core.opened
}

// Ctrl-C, and the end of a terminal, reach the whole group: the node decides when the signer ends, and the pipe tells it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

start().catch((error: unknown) => {
  process.send?.({ type: 'failed', id: 0, error: toDaomeshError(error).toJSON() }, () => process.exit(1))
})
