/** Milliseconds between two looks: soon at first, then seldom, so that looking does not keep busy those it waits for. */
const pauses = { first: 50, most: 400, growth: 1.4 } as const

/**
 * Looks again and again until there is an answer, for `within` milliseconds. `explain` tells what stood in the way.
 * @throws Error naming what never came, with the last refusal.
 */
export const until = async <T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  within = 120_000,
  explain?: () => Promise<string>,
): Promise<T> => {
  const end = performance.now() + within
  let last: unknown = null
  let pause: number = pauses.first
  while (performance.now() < end) {
    try {
      const found = await look()
      if (found) return found
      last = null
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
    pause = Math.min(pauses.most, pause * pauses.growth)
  }
  const why = explain === undefined ? '' : `\n${await explain()}`
  throw new Error(`waited ${within / 1000} s for: ${what}${why}`, { cause: last })
}

let made = 0
/** A name of its own for each command, so that it acts once. */
export const requestId = (): string => `scene-${process.pid}-${(made += 1)}`
