import type { Clock, Random } from '@daomesh/protocol'

export type VirtualClock = Clock & {
  /** Runs timers in order until this many milliseconds have passed, letting promises settle between them. */
  readonly advance: (milliseconds: number) => Promise<void>
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const createVirtualClock = (start = 1_700_000_000_000): VirtualClock => {
  let now = start
  let count = 0
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()
  const next = (until: number): number | null => {
    let best: number | null = null
    let bestAt = until
    for (const [id, { at }] of timers)
      if (best === null ? at <= bestAt : at < bestAt) {
        best = id
        bestAt = at
      }
    return best
  }
  return {
    now: () => now,
    setTimer(run, milliseconds) {
      const id = count++
      timers.set(id, { at: now + Math.max(0, milliseconds), run })
      return () => void timers.delete(id)
    },
    async advance(milliseconds) {
      const until = now + milliseconds
      await settle()
      for (let id = next(until); id !== null; id = next(until)) {
        const timer = timers.get(id)
        if (timer === undefined) break
        timers.delete(id)
        now = Math.max(now, timer.at)
        timer.run()
        await settle()
      }
      now = until
    },
  }
}

/** mulberry32: small, seeded, good enough to draw delays. */
export const createSeededRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  return { bytes: (length) => Uint8Array.from({ length }, () => next() & 255) }
}
