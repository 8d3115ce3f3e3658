import type { MessagePortMain } from 'electron'
import { createSignerDesk, defaultSandboxFolder, startMemberNode } from '@daomesh/peer'
import type { RunningNode } from '@daomesh/peer'
import { serveMessagePort } from '@daomesh/node/serve'
import { toDaomeshError } from '@daomesh/protocol'
import { channelOver } from './channelOver.ts'
import type { HostMessage, HostStart } from './messages.ts'

// The member node's own process on the desktop.

let running: Promise<RunningNode> | null = null

const begin = ({ home, rpc, version }: HostStart, signer: MessagePortMain): Promise<RunningNode> =>
  startMemberNode({
    home,
    chain: rpc === null ? { sandboxFolder: defaultSandboxFolder() } : { rpcUrl: rpc, sandbox: 'detect' },
    signer: createSignerDesk(channelOver(signer)),
    logLevel: 'info',
    version,
  })

const handle = async (message: HostMessage, port: MessagePortMain | undefined): Promise<void> => {
  if (message.type === 'start' && port !== undefined) {
    running = begin(message, port)
    await running
  }
  if (message.type === 'serve' && port !== undefined && running !== null) {
    const { node } = await running
    serveMessagePort(node.router, port)
    port.start()
  }
  if (message.type === 'stop') {
    await (await running)?.close()
    process.exit(0)
  }
}

process.parentPort.on('message', ({ data, ports }) => {
  handle(data as HostMessage, ports[0]).catch((error: unknown) => {
    const { what, todo } = toDaomeshError(error)
    process.parentPort.postMessage({ failed: `${what} ${todo}` })
  })
})
