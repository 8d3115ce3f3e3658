/** A frontier goes out a moment after the record that it answers, so that a burst of records costs one. */
const shortest = 250
/** While records keep coming each member answers all others this often. */
const longest = 2_000

/**
 * How long the next frontier of a space waits, in milliseconds. Each goes to every member, so that of twelve who talk the answers would cost several times
 * what is said: while it goes on the wait doubles, and after a silence it is short again.
 * @param now of a clock, in milliseconds. One that is set back or ahead makes a frontier come sooner or later by these bounds at most.
 */
export const createFrontierPace = (now: () => number) => {
  let sentAt = Number.NEGATIVE_INFINITY
  let wait = shortest
  return {
    /** For what came just now. */
    next: (): number => {
      if (now() - sentAt >= longest) wait = shortest
      return wait
    },
    /** One went out. */
    sent: (): void => {
      sentAt = now()
      wait = Math.min(longest, wait * 2)
    },
  }
}
