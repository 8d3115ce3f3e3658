import type { Clock } from '@daomesh/protocol'

type Timer = { readonly at: number; readonly order: number; run: (() => void) | null }

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap: thousands of timers are set and cancelled per virtual minute. */
const createHeap = () => {
  const heap: Timer[] = []
  return {
    peek: () => heap[0],
    push(timer: Timer) {
      let i = heap.push(timer) - 1
      while (i > 0) {
        const up = (i - 1) >> 1
        const above = heap[up]
        if (above === undefined || !isBefore(timer, above)) break
        heap[i] = above
        i = up
      }
      heap[i] = timer
    },
    pop() {
      const last = heap.pop()
      if (last === undefined || heap.length === 0) return
      // The last one sinks from the top to its place.
      let i = 0
      for (;;) {
        let at = 2 * i + 1
        let next = heap[at]
        const other = heap[at + 1]
        if (next !== undefined && other !== undefined && isBefore(other, next)) {
          next = other
          at += 1
        }
        if (next === undefined || !isBefore(next, last)) break
        heap[i] = next
        i = at
      }
      heap[i] = last
    },
  }
}

export type VirtualClock = Clock & {
  /** Lets this many milliseconds pass: timers run in order of time, then of setting, and promises settle after each. */
  readonly advance: (milliseconds: number) => Promise<void>
}

/**
 * Microtasks drain before the next tick of the process, so one tick per timer settles every promise chain that waits for nothing outside.
 * What does wait for the outside (a dynamic import, a file) has no place in a simulation: see `warmUp`.
 */
const settle = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))
/** A turn of the platform's loop asks the system for news and costs more than most timers do, but somebody must be able to stop the process. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const timersPerTurn = 256

/** A clock that moves only when told, in whole milliseconds like the real one. Equal calls give equal runs. `start` in milliseconds since 1970. */
export const createVirtualClock = (start = 1_800_000_000_000): VirtualClock => {
  const timers = createHeap()
  let now = start
  let order = 0
  let ran = 0
  return {
    now: () => now,
    setTimer(run, milliseconds) {
      const timer: Timer = { at: now + Math.ceil(Math.max(0, milliseconds)), order: order++, run }
      timers.push(timer)
      return () => {
        timer.run = null
      }
    },
    async advance(milliseconds) {
      const until = now + Math.ceil(milliseconds)
      await turn()
      for (let next = timers.peek(); next !== undefined && next.at <= until; next = timers.peek()) {
        timers.pop()
        if (next.run === null) continue
        now = Math.max(now, next.at)
        next.run()
        ran += 1
        await (ran % timersPerTurn === 0 ? turn() : settle())
      }
      now = until
    },
  }
}

export type ProcessClock = Clock & { readonly kill: () => void }

/** The clock of one process: after `kill` none of its timers runs any more, as after kill -9. `skew`: how far it is wrong, in milliseconds. */
export const createProcessClock = (clock: Clock, skew = 0): ProcessClock => {
  let alive = true
  return {
    now: skew === 0 ? clock.now : () => clock.now() + skew,
    setTimer: (run, milliseconds) =>
      clock.setTimer(() => {
        if (alive) run()
      }, milliseconds),
    kill: () => {
      alive = false
    },
  }
}
