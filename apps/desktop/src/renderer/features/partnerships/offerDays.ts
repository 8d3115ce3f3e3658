/** Seconds of a day: how long an offer stands is chosen by days. */
export const day = 86_400

/** A moment as a field for dates takes it. */
export const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)

/** Noon of that day, UTC, in seconds. */
export const secondsOf = (text: string): number => Math.floor(Date.parse(`${text}T12:00:00Z`) / 1000)
