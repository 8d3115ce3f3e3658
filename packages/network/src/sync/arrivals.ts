import type { Clock } from '@daomesh/protocol'

/** Waits for what is on its way otherwise. */
export type Arrivals = {
  /** Resolves at once where little comes, else after a moment. */
  readonly wait: () => Promise<void>
  /** Ends every wait. */
  readonly stop: () => void
}

/**
 * Between two peers that hear much each lacks what was said a moment ago. To fetch that costs both more than to hear it, and delays what is behind it, so
 * that the two differ by even more.
 */
export const createArrivals = (clock: Clock, milliseconds: number, isLively: () => boolean): Arrivals => {
  const waits = new Set<() => void>()
  return {
    wait() {
      if (!isLively()) return Promise.resolve()
      return new Promise((resolve) => {
        const end = (): void => {
          cancel()
          waits.delete(end)
          resolve()
        }
        const cancel = clock.setTimer(end, milliseconds)
        waits.add(end)
      })
    },
    stop() {
      for (const end of waits) end()
    },
  }
}
