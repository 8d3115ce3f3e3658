/** Whole minutes for a sentence, one at least, whichever way it points. */
export const minutesOf = (milliseconds: number): number => Math.max(1, Math.round(Math.abs(milliseconds) / 60_000))
