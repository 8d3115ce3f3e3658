/** A node on the same machine is back soon, so the first attempts come fast; the last step is short enough that nobody waits long. */
const steps = [200, 400, 800, 1_600, 3_200, 5_000] as const

/**
 * Milliseconds before the given attempt (1 is the first after a loss), spread by a quarter so that several windows do not come at once.
 * @param random between 0 and 1
 */
export const backoff = (attempt: number, random: number): number => {
  const step = steps[Math.min(Math.max(attempt, 1), steps.length) - 1] ?? 5_000
  return Math.round(step * (0.75 + random * 0.5))
}
