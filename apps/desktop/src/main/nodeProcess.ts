import { join } from 'node:path'
import { MessageChannelMain, utilityProcess } from 'electron'
import type { BrowserWindow, MessagePortMain } from 'electron'
import type { HostMessage, HostStart } from '../node-host/messages.ts'

export type NodeProcess = {
  /** Gives the page in the window its own way to the node. */
  readonly serve: (window: BrowserWindow) => void
  /** Told once: it could not start, or ended by itself. */
  readonly onFailed: (listener: (reason: string) => void) => void
  readonly close: () => Promise<void>
}

/** Milliseconds that the node gets to store and leave in order. */
const grace = 5_000

/** Starts the member node in a process of its own: a busy node never freezes a window, a crashing window never harms the node. */
export const startNodeProcess = (start: Omit<HostStart, 'type'>, signer: MessagePortMain): NodeProcess => {
  const child = utilityProcess.fork(join(import.meta.dirname, '../node-host/index.js'), [], {
    serviceName: 'DAOmesh node',
    stdio: 'inherit',
  })
  const tell = (message: HostMessage, ports: MessagePortMain[] = []): void => child.postMessage(message, ports)
  let closing = false
  const failed = new Set<(reason: string) => void>()
  const fail = (reason: string): void => {
    for (const listener of failed) listener(reason)
    failed.clear()
  }
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      if (!closing)
        fail(`Its node ended by itself with ${code}. Everything saved is safe. Start the app again; the log in the home says more.`)
      resolve()
    })
  })
  child.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'failed' in message) fail(String(message.failed))
  })
  tell({ type: 'start', ...start }, [signer])
  return {
    serve: (window) => {
      const { port1, port2 } = new MessageChannelMain()
      tell({ type: 'serve' }, [port1])
      window.webContents.postMessage('daomesh:port', null, [port2])
    },
    onFailed: (listener) => void failed.add(listener),
    close: async () => {
      closing = true
      tell({ type: 'stop' })
      const timer = setTimeout(() => child.kill(), grace)
      await exited
      clearTimeout(timer)
    },
  }
}
