import { type Clock, createLoad } from '@daomesh/protocol'

/** Up to so many writes a second each begin at once: nobody types so fast. */
const freePerSecond = 10
/** For each write a second above that the pause between two flushes grows by so many milliseconds. */
const perWrite = 8
/** The longest pause. */
const longest = 80
/** After a pause in which nobody joined, so long none is made: who writes one after the other waits for each, and gains nothing. */
const rest = 3_000

/** When what was asked for is written: at once while little is, with what comes within a moment while much is. */
export type WritePace = {
  /** Null: now. */
  readonly turn: () => Promise<void> | null
  /** So many requests are being written. */
  readonly noteTaken: (requests: number) => void
  /** Ends a pause; there are no more. */
  readonly stop: () => void
}

/**
 * A flush of the disk and a signature cost the same for one entry and for many. The pause is counted from the last writing and not from the request:
 * one that comes after a silence does not wait.
 */
export const createWritePace = (clock: Pick<Clock, 'now' | 'setTimer'>): WritePace => {
  const load = createLoad(clock)
  let takenAt = Number.NEGATIVE_INFINITY
  let vainAt = Number.NEGATIVE_INFINITY
  let pausing: { readonly over: () => void; readonly cancel: () => void } | null = null
  let hasPaused = false
  let isOver = false
  const resume = (): void => {
    const { over } = pausing ?? {}
    pausing = null
    over?.()
  }
  /** A clock that was set back makes nobody wait longer than a pause, and none be left out for longer than a rest. */
  const left = (now: number): number => {
    if (isOver || (now >= vainAt && now - vainAt < rest)) return 0
    const pause = Math.min(longest, Math.max(0, load.read() - freePerSecond) * perWrite)
    return Math.min(pause, takenAt + pause - now)
  }
  return {
    turn() {
      const wait = left(clock.now())
      hasPaused = wait > 0
      if (!hasPaused) return null
      const { promise, resolve } = Promise.withResolvers<void>()
      pausing = { over: resolve, cancel: clock.setTimer(resume, wait) }
      return promise
    },
    noteTaken(requests) {
      load.add(requests)
      takenAt = clock.now()
      if (hasPaused && requests < 2) vainAt = takenAt
      hasPaused = false
    },
    stop() {
      isOver = true
      pausing?.cancel()
      resume()
    },
  }
}

/** Everything at once. */
export const noPace: WritePace = { turn: () => null, noteTaken: () => undefined, stop: () => undefined }
