import type { DeviceId } from '@daomesh/protocol'

/**
 * A stream of whole frames to one peer. Length prefixes, splitting and flow control live below it, so that the same
 * protocol code runs over a socket and in a simulation.
 */
export type Duplex = {
  readonly peer: DeviceId
  /** Resolves when the transport can take more. @throws DaomeshError `SYNC_FRAME` above `limits.frameBytes`, `PEER_UNREACHABLE` when the stream is gone. */
  readonly send: (frame: Uint8Array) => Promise<void>
  /** The next frame, or null after the peer closed. Rejects when the stream was cut or a frame is malformed. One reader at a time. */
  readonly receive: () => Promise<Uint8Array | null>
  /** Sends what is queued, then ends the stream. */
  readonly close: () => Promise<void>
  /** Ends the stream at once; the peer sees a cut. */
  readonly abort: (error: Error) => void
}

export type StreamHandler = (stream: Duplex) => Promise<void>
