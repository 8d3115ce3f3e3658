import type { Connection, Stream } from '@libp2p/interface'
import { type Clock, toError } from '@daomesh/protocol'

const protocol = '/ipfs/ping/1.0.0'
const pingBytes = 32

/** The question is not secret, only new. */
let questions = 0n

const nextQuestion = (): Uint8Array => {
  const question = new Uint8Array(pingBytes)
  new DataView(question.buffer).setBigUint64(0, ++questions)
  return question
}

/** Sends the question and waits for it to come back. All in one promise: what fails while nobody waits yet would end the process. */
const echo = (stream: Stream, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const question = nextQuestion()
    let got = 0
    const fail = (error: unknown): void => reject(error instanceof Error ? error : new Error('the stream ended before the answer'))
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    stream.addEventListener('close', ({ error }) => fail(error))
    stream.addEventListener('message', ({ data }) => {
      // Anybody may answer, with as much as a window holds, and what throws here would end the process: nothing of it is copied.
      const from = got
      got += data.byteLength
      const isSo = got <= pingBytes && data.subarray().every((byte, i) => byte === question[from + i])
      if (!isSo) fail(new Error('another answer than the question'))
      else if (got === pingBytes) resolve()
    })
    stream.send(question)
  })

/**
 * Sends 32 new bytes by this very connection, not by another of the same peer, and waits for them to come back (libp2p's ping).
 * A peer that does not speak ping has said so, and is alive.
 * @param milliseconds to wait at most.
 * @returns Milliseconds from the question to its answer.
 * @throws Error when nothing comes back in time, or something else.
 */
export const pingConnection = async (connection: Connection, milliseconds: number, clock: Clock): Promise<number> => {
  const signal = AbortSignal.timeout(milliseconds)
  const asked = clock.now()
  try {
    const stream = await connection.newStream(protocol, { signal, runOnLimitedConnection: true })
    try {
      const sent = clock.now()
      await echo(stream, signal)
      // The clock may have been set back meanwhile.
      const took = Math.max(0, clock.now() - sent)
      await stream.close({ signal })
      return took
    } catch (error) {
      stream.abort(toError(error))
      throw error
    }
  } catch (error) {
    // Two round trips: for the protocol of protocols, and for this one.
    if (error instanceof Error && error.name === 'UnsupportedProtocolError') return Math.max(0, clock.now() - asked) / 2
    throw error
  }
}
