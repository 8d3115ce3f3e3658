import type { Clock } from '@daomesh/protocol'

/** So many at once, then so many per second. */
export type Pace = { readonly burst: number; readonly perSecond: number }

export type Rate = {
  /** Whether one more is within the pace. */
  readonly allows: (key: string, pace: Pace) => boolean
  /** Counts one. */
  readonly take: (key: string, pace: Pace) => void
}

/** A pace per key. By this node's clock: it keeps back what comes too fast, and decides nothing about what it says. */
export const createRate = ({ clock, most }: { readonly clock: Pick<Clock, 'now'>; readonly most: number }): Rate => {
  const kept = new Map<string, { readonly left: number; readonly at: number }>()
  const left = (key: string, { burst, perSecond }: Pace): number => {
    const known = kept.get(key)
    return known === undefined ? burst : Math.min(burst, known.left + (Math.max(0, clock.now() - known.at) / 1000) * perSecond)
  }
  return {
    allows: (key, pace) => left(key, pace) >= 1,
    take(key, pace) {
      const now = left(key, pace) - 1
      kept.delete(key)
      kept.set(key, { left: now, at: clock.now() })
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
    },
  }
}
