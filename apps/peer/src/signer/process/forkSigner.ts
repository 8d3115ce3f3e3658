import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import type { SignerDesk } from '@daomesh/node'
import type { Channel } from '../desk/channel.ts'
import { createSignerDesk } from '../desk/createSignerDesk.ts'
import type { SignerOptions } from './options.ts'

export type SignerProcess = {
  readonly desk: SignerDesk
  readonly pid: number
  /** Asks the signer to end and waits for it; waiting requests fail with `SIGNING_REFUSED`. */
  readonly close: () => Promise<void>
}

/** Milliseconds a signer gets to forget its keys and leave. */
const grace = 3_000

/**
 * Starts the signer beside the node: another process, so that the node's memory never holds an account key. It ends when this process ends, however that is.
 * @throws DaomeshError what kept the signer from starting: `PASSWORD_WRONG`, `KEYSTORE_DAMAGED`, `INPUT_INVALID`.
 */
export const forkSigner = async (options: SignerOptions): Promise<SignerProcess> => {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [JSON.stringify(options)], {
    execArgv: [],
    stdio: [options.confirm === 'terminal' ? 'inherit' : 'ignore', 'ignore', 'inherit', 'ipc'],
  })
  // The signer took the password over; this process has no use for it.
  delete process.env['DAOMESH_PASSWORD']
  const channel: Channel = {
    send: (message) => {
      if (child.connected) child.send(message as object)
    },
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) => void child.once('exit', listener),
  }
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  const desk = createSignerDesk(channel)
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new DaomeshError('INTERNAL', { meta: { message: `the signer ended with ${code ?? 'a signal'}` } })))
    // Its first word is its state, or why it cannot serve.
    child.once('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'error' in message) reject(toDaomeshError(message.error))
      else resolve()
    })
  })
  const close = async (): Promise<void> => {
    if (child.connected) child.disconnect()
    const timer = setTimeout(() => child.kill('SIGKILL'), grace)
    await exited
    clearTimeout(timer)
  }
  return { desk, pid: child.pid ?? 0, close }
}
