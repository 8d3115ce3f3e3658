import { type Clock, DaomeshError, type DeviceId, limits } from '@daomesh/protocol'
import { createFrameInbox } from '../frames/frameInbox.ts'
import type { Duplex } from '../ports/duplex.ts'

/** Bytes under way before a sender waits, like the window of a real stream. */
const windowBytes = 256 * 1024

type End = {
  readonly duplex: Duplex
  readonly arrive: (frame: Uint8Array) => void
  readonly ended: () => void
  readonly cut: (error: Error) => void
  /** So many bytes were taken, which is known here from `at` on. */
  readonly acknowledge: (size: number, at: number) => void
}
/** `later` runs something after a delay; `arrival` only says when it would, in milliseconds of the clock, for what nobody may be waiting for. */
type Lane = { readonly later: (run: () => void) => void; readonly arrival: () => number }

/** Runs in order after a delay: frames of one direction never overtake each other, whatever delay each draws. */
const createLane = (clock: Clock, delay: () => number): Lane => {
  let lastAt = 0
  const waiting: (() => void)[] = []
  const arrival = (): number => (lastAt = Math.max(lastAt, clock.now() + delay()))
  return {
    arrival,
    later(run) {
      arrival()
      waiting.push(run)
      // Each timer runs the oldest, because a real clock may fire timers of nearly equal times in any order.
      clock.setTimer(() => waiting.shift()?.(), Math.max(0, lastAt - clock.now()))
    },
  }
}

const createEnd = (clock: Clock, peer: DeviceId, { later, arrival }: Lane, other: () => End): End => {
  let underWay = 0
  /** In the order of their arrival. Looked at when somebody sends: a timer for each would be a third of all timers of a simulation. */
  const acknowledged: { readonly size: number; readonly at: number }[] = []
  const takeAcknowledged = (): void => {
    for (let [next] = acknowledged; next !== undefined && next.at <= clock.now(); [next] = acknowledged) {
      underWay -= next.size
      acknowledged.shift()
    }
  }
  /** Why it is over. Made when somebody asks: every stream is closed, and few look why. */
  let over: (() => Error) | null = null
  let waiting: (() => void)[] = []
  const wake = (): void => {
    const woken = waiting
    waiting = []
    for (const run of woken) run()
  }
  /** Waits until the window has room again or it is over. */
  const room = async (): Promise<void> => {
    for (; underWay > windowBytes && over === null; takeAcknowledged()) {
      const [next] = acknowledged
      if (next !== undefined) clock.setTimer(wake, Math.max(0, next.at - clock.now()))
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  const ended = (): Error | null => over?.() ?? null
  const gone = () => new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'stream cut', peer } })
  const inbox = createFrameInbox((size) => other().acknowledge(size, arrival()))
  const cut = (error: Error): void => {
    over ??= () => error
    inbox.fail(error)
    wake()
  }
  return {
    duplex: {
      peer,
      async send(frame) {
        if (frame.length === 0 || frame.length > limits.frameBytes) throw new DaomeshError('SYNC_FRAME', { meta: { size: frame.length } })
        if (over !== null) throw over()
        const copy = frame.slice()
        underWay += copy.length
        later(() => other().arrive(copy))
        takeAcknowledged()
        if (underWay > windowBytes) await room()
        const cause = ended()
        if (cause !== null) throw cause
      },
      receive: () => inbox.take(),
      close() {
        if (over === null) later(() => other().ended())
        over ??= gone
        return Promise.resolve()
      },
      abort(error) {
        later(() => other().cut(gone()))
        cut(error)
      },
    },
    arrive: inbox.push,
    ended: inbox.end,
    cut,
    acknowledge(size, at) {
      acknowledged.push({ size, at })
      if (waiting.length > 0) wake()
    },
  }
}

export type MemoryDuplexPair = { readonly left: Duplex; readonly right: Duplex; readonly cut: () => void }

/** A reliable ordered stream between two peers, with delay and a window. `cut` breaks it at once, like a lost connection. */
export const createMemoryDuplexPair = (clock: Clock, delay: () => number, left: DeviceId, right: DeviceId): MemoryDuplexPair => {
  const lost = (peer: DeviceId) => new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'connection lost', peer } })
  const ends: { left: End; right: End } = {
    left: createEnd(clock, right, createLane(clock, delay), () => ends.right),
    right: createEnd(clock, left, createLane(clock, delay), () => ends.left),
  }
  return {
    left: ends.left.duplex,
    right: ends.right.duplex,
    cut() {
      ends.left.cut(lost(right))
      ends.right.cut(lost(left))
    },
  }
}
