import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { multiaddr } from '@multiformats/multiaddr'
import { bareTransferProtocol, createBareNode } from '../bareNode.ts'

export type TransferResult = { readonly bytes: number; readonly milliseconds: number }

/** How long bare libp2p takes to move this many bytes from another process over TCP on one machine, dial and stream opening not counted. */
export const benchTransfer = async (bytes: number): Promise<TransferResult> => {
  const child = fork(fileURLToPath(new URL('./transferChild.ts', import.meta.url)), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const listening = once(child, 'message') as Promise<[string]>
  const node = await createBareNode()
  try {
    const [address] = await listening
    const stream = await node.dialProtocol(multiaddr(address), bareTransferProtocol)
    const ask = new Uint8Array(8)
    new DataView(ask.buffer).setBigUint64(0, BigInt(bytes))
    const started = performance.now()
    let got = 0
    const milliseconds = await new Promise<number>((resolve, reject) => {
      stream.addEventListener('message', ({ data }) => {
        got += data.byteLength
        if (got === bytes) resolve(performance.now() - started)
      })
      stream.addEventListener('close', ({ error }) => {
        if (got < bytes) reject(error ?? new Error(`only ${got} of ${bytes} bytes arrived`))
      })
      stream.send(ask)
    })
    await stream.close()
    return { bytes, milliseconds }
  } finally {
    await node.stop()
    const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve()
    if (child.connected) child.disconnect()
    await ended
  }
}
