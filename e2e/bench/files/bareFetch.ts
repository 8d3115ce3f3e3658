import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nativeDecrypt } from '@daomesh/log/native'
import { addressOf, hashOf, limits, openChunk, sealChunk, sealedBytes } from '@daomesh/protocol'
import { multiaddr } from '@multiformats/multiaddr'
import { bareTransferProtocol, createBareNode } from '../bareNode.ts'

/**
 * The least that fetching a sealed file can cost: bare libp2p brings as many bytes from another process over TCP; each chunk's length is hashed and
 * decrypted, and the plaintext written and flushed. What comes is not sealed, so an equal chunk is decrypted in its place. @returns milliseconds.
 */
export const bareFetch = async (chunks: number, path: string): Promise<number> => {
  const size = limits.fileChunkBytes
  const stride = size + sealedBytes
  const bytes = chunks * stride
  const key = hashOf('bench/files')
  const sealed = sealChunk(key, size, 0, new Uint8Array(size))
  const child = fork(fileURLToPath(new URL('../transfer/transferChild.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const listening = once(child, 'message') as Promise<[string]>
  const node = await createBareNode()
  const out = openSync(path, 'w')
  try {
    const [address] = await listening
    const stream = await node.dialProtocol(multiaddr(address), bareTransferProtocol)
    const ask = new Uint8Array(8)
    new DataView(ask.buffer).setBigUint64(0, BigInt(bytes))
    const started = performance.now()
    const chunk = new Uint8Array(stride)
    let filled = 0
    let got = 0
    const take = (piece: Uint8Array): void => {
      for (let at = 0; at < piece.length;) {
        const some = piece.subarray(at, at + stride - filled)
        chunk.set(some, filled)
        filled += some.length
        at += some.length
        if (filled < stride) continue
        filled = 0
        addressOf(chunk)
        writeSync(out, openChunk(key, size, 0, sealed, nativeDecrypt))
      }
      got += piece.length
    }
    await new Promise<void>((resolve, reject) => {
      stream.addEventListener('message', ({ data }) => {
        take(data instanceof Uint8Array ? data : data.subarray())
        if (got === bytes) resolve()
      })
      stream.addEventListener('close', ({ error }) => {
        if (got < bytes) reject(error ?? new Error(`only ${got} of ${bytes} bytes arrived`))
      })
      stream.send(ask)
    })
    fsyncSync(out)
    return performance.now() - started
  } finally {
    closeSync(out)
    await node.stop()
    const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve()
    if (child.connected) child.disconnect()
    await ended
  }
}
