import type { Clock } from './ports.ts'

/** How many of something there are in a second: each fades within about one. */
export type Load = { readonly add: (count: number) => void; readonly read: () => number }

/**
 * Counts what happens, so that a pause can grow with it; starts at none. Only for pacing: nothing is decided by it.
 * @example
 * const load = createLoad({ now: () => 0 })
 * load.add(3)
 * load.read() // => 3
 */
export const createLoad = (clock: Pick<Clock, 'now'>): Load => {
  let load = 0
  let at = clock.now()
  const fade = (): void => {
    const now = clock.now()
    load *= Math.exp(-Math.max(0, now - at) / 1000)
    at = now
  }
  return {
    add(count) {
      fade()
      load += count
    },
    read() {
      fade()
      return load
    },
  }
}
