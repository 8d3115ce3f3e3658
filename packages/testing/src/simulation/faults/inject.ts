/** Counts a fault, for the figures of a long run. */
export const inject = (faults: Map<string, number>, what: string): void => void faults.set(what, (faults.get(what) ?? 0) + 1)
