import type { Socket } from 'node:net'

/** A message with its length in front. */
export const sendFrame = (socket: Socket, bytes: Uint8Array): void => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(bytes.length)
  socket.write(head)
  socket.write(bytes)
}

/** Hands over each whole message. */
export const onFrame = (socket: Socket, take: (bytes: Uint8Array) => void): void => {
  let rest = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, Buffer.from(chunk)])
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
      const size = rest.readUInt32BE()
      take(new Uint8Array(rest.subarray(4, 4 + size)))
      rest = rest.subarray(4 + size)
    }
  })
}
