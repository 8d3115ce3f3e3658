import type { Duplex } from '@daomesh/network'
import { type Clock, DaomeshError } from '@daomesh/protocol'
import { marketLimits } from '../limits.ts'

export type FrameCodec<Frame> = { readonly encode: (frame: Frame) => Uint8Array; readonly decode: (wire: Uint8Array) => Frame }

/** A stream of frames that is cut when nothing moves on it for too long. */
export const frameStream = <Frame extends { readonly type: string }>(stream: Duplex, clock: Clock, codec: FrameCodec<Frame>) => {
  let cancel: () => void = () => undefined
  let stopped = false
  const touch = (): void => {
    cancel()
    if (stopped) return
    const silent = (): void => stream.abort(new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'silent', peer: stream.peer } }))
    cancel = clock.setTimer(silent, marketLimits.silence)
  }
  touch()
  const send = async (frame: Frame): Promise<void> => {
    await stream.send(codec.encode(frame))
    touch()
  }
  /** null after the peer closed. */
  const receive = async (): Promise<Frame | null> => {
    const bytes = await stream.receive()
    touch()
    return bytes === null ? null : codec.decode(bytes)
  }
  return {
    send,
    receive,
    /** One question and its answer. @throws DaomeshError `SYNC_FRAME` for any other answer. */
    ask: async <T extends Frame['type']>(question: Frame, type: T): Promise<Extract<Frame, { readonly type: T }>> => {
      await send(question)
      const answer = await receive()
      if (answer?.type !== type) throw new DaomeshError('SYNC_FRAME', { meta: { reason: `no ${type}` } })
      return answer as Extract<Frame, { readonly type: T }>
    },
    stop: (): void => {
      stopped = true
      cancel()
    },
  }
}
