import type { Clock } from '@daomesh/protocol'

export const realClock: Clock = {
  now: () => Date.now(),
  setTimer: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
