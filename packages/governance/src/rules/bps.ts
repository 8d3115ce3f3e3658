/** All of something, in basis points. */
export const allBps = 10_000n

/** part ≥ bps of whole, exactly as the contract compares: by products, never by division. */
export const reaches = (part: bigint, bps: number, whole: bigint): boolean => part * allBps >= BigInt(bps) * whole

/** The smallest part that reaches: only for people to read, never to decide. */
export const neededOf = (bps: number, whole: bigint): bigint => (BigInt(bps) * whole + allBps - 1n) / allBps
