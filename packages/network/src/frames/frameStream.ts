import { type Clock, DaomeshError } from '@daomesh/protocol'
import type { Duplex } from '../ports/duplex.ts'
import { fault } from './fault.ts'

export type FrameCodec<Frame> = { readonly encode: (frame: Frame) => Uint8Array; readonly decode: (wire: Uint8Array) => Frame }

type Typed = { readonly type: string }
type OfType<Frame extends Typed, T extends Frame['type']> = Extract<Frame, { readonly type: T }>

/** A stream of frames of one protocol. */
export type FrameStream<Frame extends Typed> = {
  readonly send: (frame: Frame) => Promise<void>
  /** null after the peer closed. @throws DaomeshError `SYNC_FRAME`. */
  readonly receive: () => Promise<Frame | null>
  /** The next frame, where only one of this type may come. @throws DaomeshError `SYNC_FRAME` for any other, and where none comes. */
  readonly expect: <T extends Frame['type']>(type: T) => Promise<OfType<Frame, T>>
  /** One question and its answer. @throws DaomeshError `SYNC_FRAME` for any other answer. */
  readonly ask: <T extends Frame['type']>(question: Frame, type: T) => Promise<OfType<Frame, T>>
  /** Ends the watch over silence; the stream itself is the caller's. */
  readonly stop: () => void
}

export type FrameStreamParameters<Frame> = {
  readonly stream: Duplex
  readonly clock: Clock
  /** Milliseconds in which nothing moves, after which the stream is cut. */
  readonly silence: number
  readonly codec: FrameCodec<Frame>
}

/** Frames over a stream that is cut when nothing moves on it for too long. */
export const frameStream = <Frame extends Typed>({ stream, clock, silence, codec }: FrameStreamParameters<Frame>): FrameStream<Frame> => {
  let cancel: () => void = () => undefined
  let stopped = false
  const cut = (): void => stream.abort(new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'silent', peer: stream.peer } }))
  const touch = (): void => {
    cancel()
    if (!stopped) cancel = clock.setTimer(cut, silence)
  }
  touch()
  const send = async (frame: Frame): Promise<void> => {
    await stream.send(codec.encode(frame))
    touch()
  }
  const receive = async (): Promise<Frame | null> => {
    const bytes = await stream.receive()
    touch()
    return bytes === null ? null : codec.decode(bytes)
  }
  const expect = async <T extends Frame['type']>(type: T): Promise<OfType<Frame, T>> => {
    const frame = await receive()
    if (frame?.type !== type) throw fault(`${type} expected`)
    return frame as OfType<Frame, T>
  }
  return {
    send,
    receive,
    expect,
    ask: async (question, type) => {
      await send(question)
      return expect(type)
    },
    stop: () => {
      stopped = true
      cancel()
    },
  }
}
