import type { Stream } from '@libp2p/interface'
import { DaomeshError, type DeviceId, toError } from '@daomesh/protocol'
import { createFrameInbox } from '../frames/frameInbox.ts'
import { createFrameSplitter, prefixFrame } from '../frames/lengthPrefix.ts'
import type { Duplex } from '../ports/duplex.ts'

/** Sends of this size were 11 times faster than one send per entry. */
const chunkBytes = 64 * 1024
/** Unread frames above this pause the stream; the muxer's window then stops the sender. */
const unreadBytes = 512 * 1024
const closeMilliseconds = 5_000

/** One drain or the end. The stream's own `onDrain` resolves at once from its second use on, and then the queue grows without bound. */
const drained = (stream: Stream): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      stream.removeEventListener('drain', done)
      stream.removeEventListener('close', done)
      resolve()
    }
    stream.addEventListener('drain', done)
    stream.addEventListener('close', done)
  })

/**
 * Frames over a libp2p stream: chunks are not messages, a send that returns false waits for drain, a paused read keeps memory bounded.
 * @param onHeard is told of everything that comes.
 */
export const createStreamDuplex = (stream: Stream, peer: DeviceId, onHeard: () => void): Duplex => {
  const splitter = createFrameSplitter()
  const gone = (cause?: unknown) => new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'stream cut', peer }, cause })
  let resuming = false
  const pauseIfFull = (): void => {
    if (!resuming && inbox.size() >= unreadBytes && stream.readStatus === 'readable') stream.pause()
  }
  // `resume` delivers what is buffered and then tells the muxer to go on: a pause from inside that delivery would be overruled,
  // and the window would stay open until the buffer overflows and the stream is reset.
  const inbox = createFrameInbox(() => {
    if (resuming || inbox.size() >= unreadBytes || stream.readStatus !== 'paused') return
    resuming = true
    stream.resume()
    resuming = false
    pauseIfFull()
  })
  let failed: Error | null = null
  const fail = (error: Error): void => {
    failed ??= error
    inbox.fail(error)
  }
  const close = async (): Promise<void> => {
    try {
      await stream.close({ signal: AbortSignal.timeout(closeMilliseconds) })
    } catch (error) {
      stream.abort(toError(error))
    }
  }
  stream.addEventListener('message', ({ data }) => {
    onHeard()
    try {
      for (const frame of splitter.push(data instanceof Uint8Array ? data : data.subarray())) inbox.push(frame)
    } catch (error) {
      const fault = toError(error)
      fail(fault)
      stream.abort(fault)
    }
    pauseIfFull()
  })
  // A half-closed stream counts towards the limit of open ones, and at the limit opens hang: both halves end together.
  stream.addEventListener('end', () => {
    // A reset ends the reading half too; the close event that follows says why.
    if (stream.status === 'reset' || stream.status === 'aborted') return
    // Who goes offline in the middle of a frame looks like this too, and is not to blame.
    if (splitter.rest() > 0) fail(gone())
    else inbox.end()
  })
  stream.addEventListener('remoteCloseWrite', () => void close())
  stream.addEventListener('close', ({ error }) => {
    // What was read before the pause is still ours; 'end' comes after it.
    if (error !== undefined) fail(gone(error))
    else if (stream.readBufferLength === 0) inbox.end()
  })
  // The other end may have cut it while it was opened: no event comes for that any more.
  if (stream.status === 'reset' || stream.status === 'aborted') fail(gone())
  const write = async (frame: Uint8Array): Promise<void> => {
    const bytes = prefixFrame(frame)
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      if (failed !== null) throw failed
      try {
        stream.send(bytes.subarray(at, at + chunkBytes))
        while (stream.writableNeedsDrain && stream.writeStatus === 'writable') await drained(stream)
      } catch (error) {
        throw failed ?? gone(error)
      }
    }
  }
  /** The frame under way: it may wait for the reader between two of its chunks, and no other may come in between. */
  let last: Promise<unknown> | null = null
  return {
    peer,
    send(frame) {
      const mine = last === null ? write(frame) : last.then(() => write(frame))
      const over = (): void => {
        if (last === done) last = null
      }
      const done = mine.then(over, over)
      last = done
      return mine
    },
    receive: inbox.take,
    close,
    abort(error) {
      fail(error)
      stream.abort(error)
    },
  }
}
