import type { MessageStream, StreamMuxerFactory } from '@libp2p/interface'

/** What decides about a window update, inside the muxer: not of its types, so each part is looked at before it is used. */
type Windowed = { state: number; recvWindow: number; recvWindowCapacity: number; sendWindowUpdate: () => void }

/** Its `StreamState.Established`: opened and acknowledged, not paused, not ended. */
const established = 3
/** Of the window that must be used before the sender is told: a stream that is read as fast as it is written never runs dry. */
const share = 1 / 4

const isWindowed = (stream: object): stream is Windowed =>
  'state' in stream &&
  'recvWindow' in stream &&
  'recvWindowCapacity' in stream &&
  'sendWindowUpdate' in stream &&
  [stream.state, stream.recvWindow, stream.recvWindowCapacity].every((value) => typeof value === 'number') &&
  typeof stream.sendWindowUpdate === 'function'

const calm = <S extends object>(stream: S): S => {
  if (!isWindowed(stream)) return stream
  const update = stream.sendWindowUpdate.bind(stream)
  stream.sendWindowUpdate = () => {
    if (stream.state !== established || stream.recvWindowCapacity <= stream.recvWindow * (1 - share)) update()
  }
  return stream
}

type Muxer = ReturnType<StreamMuxerFactory['createStreamMuxer']> & { readonly onRemoteStream?: (stream: never) => void }

/**
 * The muxer gives back the window after every frame it reads, however small: for each message a second one goes back, encrypted, written and read. Here it
 * is given back when a quarter of it is used, as the protocol allows. A muxer that is built differently stays as it is.
 */
export const withRareWindowUpdates =
  <F extends StreamMuxerFactory>(make: () => F) =>
  (): StreamMuxerFactory => {
    const factory = make()
    return {
      protocol: factory.protocol,
      createStreamMuxer: (connection: MessageStream) => {
        const muxer: Muxer = factory.createStreamMuxer(connection)
        const create = muxer.createStream.bind(muxer)
        muxer.createStream = async (options) => calm(await create(options))
        if ('onRemoteStream' in muxer && typeof muxer.onRemoteStream === 'function') {
          const meet = muxer.onRemoteStream.bind(muxer)
          Object.assign(muxer, { onRemoteStream: (stream: never) => meet(calm(stream)) })
        }
        return muxer
      },
    }
  }
