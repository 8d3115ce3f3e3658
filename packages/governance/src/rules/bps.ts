/** All of something, in basis points. */
export const allBps = 10_000n

/**
 * part ≥ bps of whole, exactly as the contract compares: part · 10 000 ≥ bps · whole, by products and never by division.
 * @example
 * reaches(1n, 3334, 3n) // => false
 * reaches(1n, 3333, 3n) // => true
 */
export const reaches = (part: bigint, bps: number, whole: bigint): boolean => part * allBps >= BigInt(bps) * whole

/**
 * The smallest part that reaches, ⌈bps · whole / 10 000⌉: only for people to read, never to decide.
 * @example
 * neededOf(5000, 3n) // => 2n
 */
export const neededOf = (bps: number, whole: bigint): bigint => (BigInt(bps) * whole + allBps - 1n) / allBps
