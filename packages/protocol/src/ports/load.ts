import type { Clock } from './ports.ts'

/** How many of something there are in a second: as counted over about one, or over a fifth of it where that is more. */
export type Load = { readonly add: (count: number) => void; readonly read: () => number }

/** Seconds in which a count fades: the long one holds a pace between two bursts, the short one meets a burst while it begins. */
const spans = [1, 0.2] as const

/**
 * Counts what happens, so that a pause can grow with it; starts at none. Only for pacing: nothing is decided by it.
 * @example
 * const load = createLoad({ now: () => 0 })
 * load.add(3)
 * load.read() // => 15
 */
export const createLoad = (clock: Pick<Clock, 'now'>): Load => {
  const counts = [0, 0]
  let at = clock.now()
  const fade = (): void => {
    const now = clock.now()
    const seconds = Math.max(0, now - at) / 1000
    for (const [i, span] of spans.entries()) counts[i] = (counts[i] ?? 0) * Math.exp(-seconds / span)
    at = now
  }
  return {
    add(count) {
      fade()
      for (const i of spans.keys()) counts[i] = (counts[i] ?? 0) + count
    },
    read() {
      fade()
      return Math.max(...spans.map((span, i) => (counts[i] ?? 0) / span))
    },
  }
}
