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
  /** Settles when the signer serves; until then the desk knows no account. @throws DaomeshError what kept it from starting: `KEYSTORE_DAMAGED`, `INPUT_INVALID`. */
  readonly ready: Promise<void>
  /** Answers, where the signer's start failed, why: `PASSWORD_WRONG` for the password it was given, perhaps after it was ready. */
  readonly failed: Promise<DaomeshError>
  /** Asks the signer to end and waits for it; waiting requests fail with `SIGNING_REFUSED`. */
  readonly close: () => Promise<void>
}

/** Milliseconds a signer gets to forget its keys and leave. */
const grace = 3_000

/**
 * Starts the signer beside the node: another process, so that the node's memory never holds an account key. It ends when this process ends, however that is.
 * It comes up while the node opens what is stored.
 */
export const forkSigner = (options: SignerOptions): SignerProcess => {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [JSON.stringify(options)], {
    execArgv: ['--import', new URL('../../../bin/resolveByFolder.js', import.meta.url).href],
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
  // What fails without being the answer to a request is the signer's own start. A signer that ends later takes no node with it.
  const failed = new Promise<DaomeshError>((resolve) => {
    child.on('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'error' in message && 'id' in message && message.id === 0)
        resolve(toDaomeshError(message.error))
    })
  })
  const ready = new Promise<void>((resolve, reject) => {
    void failed.then(reject)
    child.once('error', reject)
    child.once('exit', (code) => reject(new DaomeshError('INTERNAL', { meta: { message: `the signer ended with ${code ?? 'a signal'}` } })))
    // Its first word is its state, or why it cannot serve; then it has ended, and said so above.
    child.once('message', (message: unknown) => {
      if (typeof message !== 'object' || message === null || !('error' in message)) resolve()
    })
  })
  ready.catch(() => undefined)
  const close = async (): Promise<void> => {
    if (child.connected) child.disconnect()
    const timer = setTimeout(() => child.kill('SIGKILL'), grace)
    await exited
    clearTimeout(timer)
  }
  return { desk, pid: child.pid ?? 0, ready, failed, close }
}
