import { DaomeshError, type DeviceId, toError } from '@daomesh/protocol'
import type { Duplex } from '../ports/duplex.ts'
import type { PeerNetwork } from '../ports/peerNetwork.ts'

export type AnswerStreamsParameters = {
  readonly network: Pick<PeerNetwork, 'handle'>
  readonly protocol: string
  /** Streams that one peer may have open here at once. */
  readonly perPeer: number
  /** Whether this peer is answered now. */
  readonly mayAnswer: (peer: DeviceId) => boolean
  readonly answer: (stream: Duplex) => Promise<void>
  /** Told of a stream whose answer failed, after it was cut. */
  readonly onBroken: (peer: DeviceId, error: Error) => Promise<void> | void
}

export type AnsweredStreams = {
  /** Cuts what is open and waits until nothing is answered any more. What comes later is for `mayAnswer` to refuse. */
  readonly stop: (reason: Error) => Promise<void>
}

/** Answers those who open streams of a protocol, a few of each peer at a time: what comes on top is cut, and its peer comes again. */
export const answerStreams = (p: AnswerStreamsParameters): AnsweredStreams => {
  const open = new Map<DeviceId, number>()
  const streams = new Set<Duplex>()
  const answering = new Set<Promise<void>>()
  const answer = async (stream: Duplex): Promise<void> => {
    try {
      await p.answer(stream)
    } catch (thrown) {
      const error = toError(thrown)
      stream.abort(error)
      await p.onBroken(stream.peer, error)
    }
  }
  p.network.handle(p.protocol, async (stream) => {
    const { peer } = stream
    const before = open.get(peer) ?? 0
    if (before >= p.perPeer || !p.mayAnswer(peer))
      return stream.abort(new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'too many streams' } }))
    open.set(peer, before + 1)
    streams.add(stream)
    const answered = answer(stream)
    answering.add(answered)
    await answered.finally(() => {
      answering.delete(answered)
      streams.delete(stream)
      const left = (open.get(peer) ?? 1) - 1
      if (left === 0) open.delete(peer)
      else open.set(peer, left)
    })
  })
  return {
    stop: async (reason) => {
      for (const stream of streams) stream.abort(reason)
      await Promise.allSettled(answering)
    },
  }
}
