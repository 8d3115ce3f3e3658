import type { Duplex, PeerNetwork } from '@daomesh/network'
import type { Clock, DeviceId } from '@daomesh/protocol'

type Line = { readonly network: Pick<PeerNetwork, 'handle' | 'openStream'>; readonly clock: Clock; readonly protocol: string }

/** Milliseconds for a question and its answer. */
const patience = 10_000

const within = async <T>(clock: Clock, stream: Duplex, work: () => Promise<T>): Promise<T> => {
  const cancel = clock.setTimer(() => stream.abort(new Error('too slow')), patience)
  try {
    return await work()
  } finally {
    cancel()
  }
}

export type AnswerStrangersParameters = Line & {
  /** How many are answered at a time; whoever asks on top is cut and comes again. */
  readonly atOnce: number
  readonly answer: (frame: Uint8Array, peer: DeviceId) => Promise<Uint8Array>
}

/** Answers one question a stream, of anybody: who asks shares no space with this node. What `answer` throws cuts the stream. */
export const answerStrangers = ({ network, clock, protocol, atOnce, answer }: AnswerStrangersParameters): void => {
  let answering = 0
  const answerInTurn = async (frame: Uint8Array, peer: DeviceId): Promise<Uint8Array | null> => {
    if (answering >= atOnce) return null
    answering += 1
    try {
      return await answer(frame, peer)
    } finally {
      answering -= 1
    }
  }
  network.handle(protocol, (stream) =>
    within(clock, stream, async () => {
      // Whoever is silent takes nobody's turn: a few streams of one peer would else keep all others out.
      const frame = await stream.receive()
      if (frame === null) return
      const answered = await answerInTurn(frame, stream.peer)
      if (answered === null) return stream.abort(new Error('busy'))
      await stream.send(answered)
      await stream.close()
    }),
  )
}

/** Asks such a peer one question. null: it closed without an answer. @throws DaomeshError `PEER_UNREACHABLE`, `NETWORK_OFF`. */
export const askStranger = async ({ network, clock, protocol }: Line, peer: DeviceId, question: Uint8Array): Promise<Uint8Array | null> => {
  const stream = await network.openStream(peer, protocol)
  return within(clock, stream, async () => {
    await stream.send(question)
    const frame = await stream.receive()
    await stream.close()
    return frame
  })
}
