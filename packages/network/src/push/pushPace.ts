import { type Clock, createLoad } from '@daomesh/protocol'

/** What a second of sending costs nobody: up to so many messages each leaves at once. */
const freePerSecond = 10
/** For each message a second above that the pause between two frames grows by so many milliseconds. */
const perMessage = 2
/** What the others say costs every peer too: up to so many of their messages a second nothing waits for them. */
const freeHeard = 100
/** For each message of others above that. */
const perHeard = 0.4
/** The longest pause. What waits goes out together, so that however much is said, a peer gets seventeen frames a second at most. */
const longest = 60

/** When what waits for the peers goes out: at once while little is said, in company while much is. */
type PushPace = {
  /** A message waits. Sends it with what else is said in this go, or with those that come until the pause is over. */
  readonly noteMessage: () => void
  readonly stop: () => void
}

/**
 * The pause is counted from the last frame and not from the message: one that comes after a silence leaves at once, whatever was said before.
 * @param send sends what waits.
 * @param heard messages of the others in the last second.
 */
export const createPushPace = (clock: Clock, send: () => void, heard: () => number = () => 0): PushPace => {
  const own = createLoad(clock)
  let sentAt = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null

  /** What is said in one go, such as what one flush of the disk made durable, leaves together. */
  const runSoon = (): (() => void) => {
    let isCancelled = false
    queueMicrotask(() => isCancelled || run())
    return () => {
      isCancelled = true
    }
  }
  const run = (): void => {
    cancel = null
    sentAt = clock.now()
    send()
  }
  return {
    noteMessage() {
      own.add(1)
      if (cancel !== null) return
      const busy = Math.max(0, own.read() - freePerSecond) * perMessage + Math.max(0, heard() - freeHeard) * perHeard
      const pause = Math.min(longest, busy)
      // A clock that was set back makes nobody wait longer than a pause.
      const left = Math.min(pause, sentAt + pause - clock.now())
      cancel = left <= 0 ? runSoon() : clock.setTimer(run, left)
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
