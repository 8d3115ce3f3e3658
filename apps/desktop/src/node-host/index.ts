import { join } from 'node:path'
import type { MessagePortMain } from 'electron'
import { createSignerDesk, defaultSandboxFolder, startMemberNode } from '@daomesh/peer'
import type { RunningNode } from '@daomesh/peer'
import { serveMessagePort } from '@daomesh/node/serve'
import { toDaomeshError } from '@daomesh/protocol'
import { channelOver } from './channelOver.ts'
import type { HostMessage, HostStart } from './messages.ts'

// The member node's own process on the desktop.

/** Built beside this file: nothing of the sources is there to run. */
const keeper = join(import.meta.dirname, 'keeper.js')
const threads = { verify: join(import.meta.dirname, 'verifyThread.js'), check: join(import.meta.dirname, 'checkThread.js') }

/** null before the start, and after one that failed. */
let running: Promise<RunningNode | null> = Promise.resolve(null)

const begin = async ({ home, rpc, version }: HostStart, signer: MessagePortMain): Promise<RunningNode | null> => {
  try {
    return await startMemberNode({
      home,
      chain: rpc === null ? { sandboxFolder: defaultSandboxFolder(), keeper } : { rpcUrl: rpc, sandbox: 'detect' },
      signer: createSignerDesk(channelOver(signer)),
      threads,
      logLevel: 'info',
      version,
    })
  } catch (error) {
    const { what, todo } = toDaomeshError(error)
    process.parentPort.postMessage({ failed: `${what} ${todo}` })
    return null
  }
}

const serve = async (port: MessagePortMain): Promise<void> => {
  const started = await running
  if (started === null) return port.close()
  serveMessagePort(started.node.router, port)
  port.start()
}

const stop = async (): Promise<never> => {
  try {
    await (await running)?.close()
    process.exit(0)
  } catch {
    // What could not be closed in order ends with the process; what was acknowledged is on disk.
    process.exit(1)
  }
}

process.parentPort.on('message', ({ data, ports: [port] }) => {
  const message = data as HostMessage
  if (message.type === 'start' && port !== undefined) running = begin(message, port)
  if (message.type === 'serve' && port !== undefined) void serve(port)
  if (message.type === 'stop') void stop()
})
