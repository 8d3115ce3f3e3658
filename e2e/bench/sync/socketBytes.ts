import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

const sockets: Socket[] = []
for (const channel of ['net.client.socket', 'net.server.socket'])
  subscribe(channel, (message) => sockets.push((message as { socket: Socket }).socket))

/** Bytes that went through all TCP sockets of this process so far, both ways: what is inside TCP, encryption and framing included. Import it before any is opened. */
export const socketBytes = (): number => sockets.reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0)
