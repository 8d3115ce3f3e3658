import type { Duplex } from '@daomesh/network'
import { type Clock, DaomeshError } from '@daomesh/protocol'
import { decodeFileFrame, encodeFileFrame, type FileFrame } from './frames.ts'
import { fileLimits } from '../limits.ts'

/** A stream of file frames that is cut when nothing moves on it for too long. */
export type FrameStream = {
  readonly send: (frame: FileFrame) => Promise<void>
  /** null after the peer closed. */
  readonly receive: () => Promise<FileFrame | null>
  readonly stop: () => void
}

export const frameStream = (stream: Duplex, clock: Clock): FrameStream => {
  let cancel: () => void = () => undefined
  let stopped = false
  const touch = (): void => {
    cancel()
    if (stopped) return
    cancel = clock.setTimer(
      () => stream.abort(new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'silent', peer: stream.peer } })),
      fileLimits.silence,
    )
  }
  touch()
  return {
    send: async (frame) => {
      await stream.send(encodeFileFrame(frame))
      touch()
    },
    receive: async () => {
      const bytes = await stream.receive()
      touch()
      return bytes === null ? null : decodeFileFrame(bytes)
    },
    stop: () => {
      stopped = true
      cancel()
    },
  }
}
