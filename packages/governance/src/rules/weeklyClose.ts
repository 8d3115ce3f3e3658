const week = 7 * 24 * 3600
/** Sundays, 18:00 UTC. The first second of 1970 was a Thursday's. */
const offset = 3 * 24 * 3600 + 18 * 3600

/**
 * When proposals of one week close together: the first Sunday, 18:00 UTC, that leaves them at least the voting period. Seconds of chain time. One sheet
 * then answers a whole week, and nobody has less time than the rules give.
 * @example
 * const sunday = Date.UTC(2026, 10, 29, 18) / 1000
 * weeklyClose(sunday - 3 * 86_400, 3 * 86_400) === sunday // => true
 * weeklyClose(sunday - 2 * 86_400, 3 * 86_400) === sunday + 7 * 86_400 // => true
 */
export const weeklyClose = (now: number, votingPeriod: number): number => Math.ceil((now + votingPeriod - offset) / week) * week + offset
