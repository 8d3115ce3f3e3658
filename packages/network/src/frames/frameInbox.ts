/** A queue of received frames with one reader. Reports its size so that the transport can stop reading. */
export type FrameInbox = {
  readonly push: (frame: Uint8Array) => void
  readonly end: () => void
  readonly fail: (error: Error) => void
  readonly take: () => Promise<Uint8Array | null>
  readonly size: () => number
}

export const createFrameInbox = (onTaken: (size: number) => void): FrameInbox => {
  const frames: Uint8Array[] = []
  let size = 0
  let over: { readonly error: Error | null } | null = null
  let reader: { readonly resolve: (frame: Uint8Array | null) => void; readonly reject: (error: Error) => void } | null = null
  const finish = (error: Error | null): void => {
    if (over !== null) return
    over = { error }
    if (error !== null) {
      frames.length = 0
      size = 0
    }
    if (reader === null) return
    const waiting = reader
    reader = null
    if (error === null) waiting.resolve(null)
    else waiting.reject(error)
  }
  return {
    push(frame) {
      if (over !== null) return
      if (reader !== null) {
        const waiting = reader
        reader = null
        waiting.resolve(frame)
        onTaken(frame.length)
        return
      }
      frames.push(frame)
      size += frame.length
    },
    end: () => finish(null),
    fail: (error) => finish(error),
    take() {
      const frame = frames.shift()
      if (frame !== undefined) {
        size -= frame.length
        onTaken(frame.length)
        return Promise.resolve(frame)
      }
      if (over !== null) return over.error === null ? Promise.resolve(null) : Promise.reject(over.error)
      if (reader !== null) return Promise.reject(new Error('a frame is already awaited on this stream'))
      return new Promise((resolve, reject) => {
        reader = { resolve, reject }
      })
    },
    size: () => size,
  }
}
