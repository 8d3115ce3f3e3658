import type { Clock } from '@daomesh/protocol'

/** Up to so many messages a second are taken in as they come. */
const freePerSecond = 60
/** For each message a second above that the pause between two takings grows by so many milliseconds. */
const perMessage = 0.25
/** The longest pause: what all peers send meanwhile is taken in together. */
const longest = 50

/** When what came is taken in: at once while little is said, with what the other peers send within a moment while much is. */
export type HearPace = {
  /** Null: now. */
  readonly turn: () => Promise<void> | null
  readonly stop: () => void
}

/**
 * Counted from the last taking and not from the message, as in sending: one that comes after a silence does not wait.
 * @param heard messages of the last second.
 */
export const createHearPace = (clock: Clock, heard: () => number): HearPace => {
  let tookAt = Number.NEGATIVE_INFINITY
  let waiting: { readonly over: Promise<void>; readonly end: () => void; readonly cancel: () => void } | null = null
  const take = (): void => {
    const { end } = waiting ?? {}
    waiting = null
    tookAt = clock.now()
    end?.()
  }
  return {
    turn() {
      if (waiting !== null) return waiting.over
      const now = clock.now()
      const pause = Math.min(longest, Math.max(0, heard() - freePerSecond) * perMessage)
      // A clock that was set back makes nobody wait longer than a pause.
      const left = Math.min(pause, tookAt + pause - now)
      if (left <= 0) {
        tookAt = now
        return null
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting = { over: promise, end: resolve, cancel: clock.setTimer(take, left) }
      return promise
    },
    stop() {
      waiting?.cancel()
      take()
    },
  }
}
