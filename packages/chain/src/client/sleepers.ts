/** Whoever pauses between two looks, so that a change that makes a look worth it ends all pauses. */
export type Sleepers = {
  /** @returns leaves again. */
  readonly enter: (onWake: () => void) => () => void
  readonly wake: () => void
}

export const createSleepers = (): Sleepers => {
  const asleep = new Set<() => void>()
  return {
    enter: (onWake) => {
      asleep.add(onWake)
      return () => void asleep.delete(onWake)
    },
    wake: () => {
      for (const onWake of asleep) onWake()
    },
  }
}
