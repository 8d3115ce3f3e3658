import { bareTransferProtocol, createBareNode } from '../bareNode.ts'

/** Sends as many bytes as the first eight ask for, as fast as the stream takes them. */
const chunk = new Uint8Array(64 * 1024)
const node = await createBareNode()
await node.handle(bareTransferProtocol, (stream) => {
  stream.addEventListener(
    'message',
    ({ data }) => {
      let left = Number(new DataView(new Uint8Array(data.subarray()).buffer).getBigUint64(0))
      const send = (): void => {
        while (left > 0) {
          const size = Math.min(left, chunk.length)
          left -= size
          if (!stream.send(chunk.subarray(0, size))) return
        }
        stream.removeEventListener('drain', send)
        void stream.close()
      }
      stream.addEventListener('drain', send)
      send()
    },
    { once: true },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.(String(node.getMultiaddrs()[0]))
