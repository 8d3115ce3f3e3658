import type { Clock } from '@daomesh/protocol'

/** What a second of sending costs nobody: up to so many messages each leaves at once. */
const freePerSecond = 10
/** For each message a second above that the pause between two frames grows by so many milliseconds. */
const perMessage = 2
/** The longest pause. What waits goes out together, so that however much is said, a peer gets a dozen frames a second. */
const longest = 80

/** When what waits for the peers goes out: at once while little is said, in company while much is. */
type PushPace = {
  /** A message waits. Sends now, or with those that come until the pause is over. */
  readonly noteMessage: () => void
  readonly stop: () => void
}

/**
 * The pause is counted from the last frame and not from the message: one that comes after a silence leaves at once, whatever was said before.
 * @param send sends what waits.
 */
export const createPushPace = (clock: Clock, send: () => void): PushPace => {
  /** Messages of the last second, each of which fades within about one. */
  let load = 0
  let loadAt = clock.now()
  let sentAt = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null

  const fade = (now: number): void => {
    load *= Math.exp(-Math.max(0, now - loadAt) / 1000)
    loadAt = now
  }
  const run = (): void => {
    cancel = null
    sentAt = clock.now()
    send()
  }
  return {
    noteMessage() {
      const now = clock.now()
      fade(now)
      load += 1
      if (cancel !== null) return
      const pause = Math.min(longest, Math.max(0, load - freePerSecond) * perMessage)
      // A clock that was set back makes nobody wait longer than a pause.
      const left = Math.min(pause, sentAt + pause - now)
      if (left <= 0) run()
      else cancel = clock.setTimer(run, left)
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
