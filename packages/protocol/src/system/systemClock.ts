import type { Clock } from '../ports/ports.ts'

/** The machine's clock. Timers do not keep the process alive: what must stay up holds a socket or a lock of its own. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(run, milliseconds) {
    const timer = setTimeout(run, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
