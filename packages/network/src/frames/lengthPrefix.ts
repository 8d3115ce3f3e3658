import { DaomeshError, limits } from '@daomesh/protocol'

export const prefixBytes = 4

/**
 * Puts the four-byte big-endian length before a frame.
 * @throws DaomeshError `SYNC_FRAME` for an empty or oversized frame.
 * @example
 * prefixFrame(Uint8Array.of(7)) // => Uint8Array.of(0, 0, 0, 1, 7)
 * prefixFrame(new Uint8Array()) // throws SYNC_FRAME
 */
export const prefixFrame = (frame: Uint8Array): Uint8Array => {
  if (frame.length === 0 || frame.length > limits.frameBytes) throw new DaomeshError('SYNC_FRAME', { meta: { size: frame.length } })
  const whole = new Uint8Array(prefixBytes + frame.length)
  new DataView(whole.buffer).setUint32(0, frame.length)
  whole.set(frame, prefixBytes)
  return whole
}

export type FrameSplitter = {
  /** Takes a chunk of any size and returns the frames it completes. @throws DaomeshError `SYNC_FRAME` as soon as a length is impossible. */
  readonly push: (chunk: Uint8Array) => readonly Uint8Array[]
  /** Bytes of an unfinished frame. */
  readonly rest: () => number
}

/**
 * Chunks are not messages: cuts a byte stream back into frames. Allocates a frame only when its first bytes arrive, at most `limits.frameBytes`.
 * @example
 * const splitter = createFrameSplitter()
 * splitter.push(Uint8Array.of(0, 0, 0, 2, 7)) // => []
 * splitter.push(Uint8Array.of(8)) // => [Uint8Array.of(7, 8)]
 */
export const createFrameSplitter = (): FrameSplitter => {
  const prefix = new Uint8Array(prefixBytes)
  let prefixFilled = 0
  let frame: Uint8Array | null = null
  let filled = 0
  return {
    push(chunk) {
      const frames: Uint8Array[] = []
      let at = 0
      while (at < chunk.length) {
        if (frame === null) {
          const take = Math.min(prefixBytes - prefixFilled, chunk.length - at)
          prefix.set(chunk.subarray(at, at + take), prefixFilled)
          prefixFilled += take
          at += take
          if (prefixFilled < prefixBytes) break
          const size = new DataView(prefix.buffer).getUint32(0)
          if (size === 0 || size > limits.frameBytes) throw new DaomeshError('SYNC_FRAME', { meta: { size } })
          frame = new Uint8Array(size)
          filled = 0
          prefixFilled = 0
        } else {
          const take = Math.min(frame.length - filled, chunk.length - at)
          frame.set(chunk.subarray(at, at + take), filled)
          filled += take
          at += take
        }
        if (frame !== null && filled === frame.length) {
          frames.push(frame)
          frame = null
        }
      }
      return frames
    },
    rest: () => (frame === null ? prefixFilled : prefixBytes + filled),
  }
}
