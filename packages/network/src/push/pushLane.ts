import { toError } from '@daomesh/protocol'
import type { Duplex } from '../ports/duplex.ts'
import type { Pushed } from './pushFrame.ts'

/** What goes to one peer, in order, over one stream that stays open. */
export type PushLane = {
  /** Keeps it until `send`. False when too much waits already: sync delivers what a slow peer cannot take. */
  readonly put: (message: Pushed) => boolean
  /** Sends what waits. */
  readonly send: () => void
  readonly end: () => void
}

/** Bytes that wait for one peer at most. */
const mostWaiting = 4 * 1024 * 1024
/** What piled up goes out together: a frame costs more than its bytes. */
const bytesPerFrame = 64 * 1024

/** Takes the next frame's worth of what waits: at least one message. */
const takeBatch = (waiting: Pushed[]): readonly Pushed[] => {
  let bytes = 0
  const end = waiting.findIndex((message, i) => {
    bytes += message.bytes.length
    return i > 0 && bytes > bytesPerFrame
  })
  return waiting.splice(0, end === -1 ? waiting.length : end)
}

/** @param onLost is told when messages could not be sent, the stream being gone. */
export const createPushLane = (
  open: () => Promise<Duplex>,
  encode: (messages: readonly Pushed[]) => Uint8Array,
  onLost: (error: unknown) => void,
): PushLane => {
  let waiting: Pushed[] = []
  let waitingBytes = 0
  let stream: Duplex | null = null
  let sending = false
  let over = false

  const forget = (): void => {
    waiting = []
    waitingBytes = 0
  }
  const send = async (): Promise<void> => {
    stream ??= await open()
    while (waiting.length > 0 && !over) {
      const batch = takeBatch(waiting)
      for (const { bytes } of batch) waitingBytes -= bytes.length
      await stream.send(encode(batch))
    }
  }
  const run = async (): Promise<void> => {
    sending = true
    try {
      await send()
    } catch (error) {
      // The next message opens a stream anew.
      stream?.abort(toError(error))
      stream = null
      forget()
      if (!over) onLost(error)
    } finally {
      sending = false
    }
    if (over) stream?.abort(new Error('the peer left'))
    // What was put when nothing waited any more and this was not told yet; nobody else would send it before the next message.
    else sendWaiting()
  }
  const sendWaiting = (): void => {
    if (waiting.length > 0 && !sending) void run()
  }
  return {
    put(message) {
      if (over || waitingBytes + message.bytes.length > mostWaiting) return false
      waiting.push(message)
      waitingBytes += message.bytes.length
      return true
    },
    send: sendWaiting,
    end() {
      over = true
      forget()
      if (!sending) stream?.abort(new Error('the peer left'))
    },
  }
}
