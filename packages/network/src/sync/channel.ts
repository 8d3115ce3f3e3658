import type { SyncSpace } from '@daomesh/protocol'
import type { Asker } from './asker.ts'
import { fault } from '../frames/fault.ts'
import type { SyncFrame, Verdict } from './syncFrames.ts'

/** One space that both sides named in their hello, as the conversation about it sees it. */
export type Channel = {
  readonly channel: number
  readonly space: SyncSpace
  readonly asker: Asker
  readonly send: (frame: SyncFrame) => Promise<void>
  readonly proof: Promise<Uint8Array>
  readonly firstVerdict: Promise<Verdict>
  readonly lastVerdict: Promise<Verdict>
  /** What was found of the peer: from an admission on its questions about this space are answered. */
  readonly judged: (verdict: Verdict) => void
}

export type ChannelState = {
  readonly view: Channel
  /** Null until the peer was judged. */
  readonly verdict: () => Verdict | null
  readonly fail: (error: Error) => void
  readonly onProof: (proof: Uint8Array) => void
  readonly onVerdict: (verdict: Verdict, last: boolean) => void
  readonly onDone: () => void
  readonly done: () => boolean
  waitingAsks: number
}

export const createChannel = (channel: number, space: SyncSpace, asker: Asker, send: (frame: SyncFrame) => Promise<void>): ChannelState => {
  const proof = Promise.withResolvers<Uint8Array>()
  const firstVerdict = Promise.withResolvers<Verdict>()
  const lastVerdict = Promise.withResolvers<Verdict>()
  const all = [proof, firstVerdict, lastVerdict]
  // A cut session rejects them whether or not somebody waits.
  for (const one of all) (one.promise as Promise<unknown>).catch(() => undefined)
  const seen = new Set<string>()
  const once = (what: string): void => {
    if (seen.has(what)) throw fault(`${what} twice`)
    seen.add(what)
  }
  let verdict: Verdict | null = null
  return {
    waitingAsks: 0,
    view: {
      channel,
      space,
      asker,
      send,
      proof: proof.promise,
      firstVerdict: firstVerdict.promise,
      lastVerdict: lastVerdict.promise,
      judged: (found) => {
        verdict = found
      },
    },
    verdict: () => verdict,
    fail: (error) => all.forEach((one) => one.reject(error)),
    onProof(bytes) {
      once('proof')
      proof.resolve(bytes)
    },
    onVerdict(verdict, last) {
      once(last ? 'last verdict' : 'first verdict')
      if (!last && verdict !== 'MEMBERSHIP_UNKNOWN') throw fault('only an unknown verdict may change')
      firstVerdict.resolve(verdict)
      if (last) lastVerdict.resolve(verdict)
    },
    onDone: () => once('done'),
    done: () => seen.has('done'),
  }
}
