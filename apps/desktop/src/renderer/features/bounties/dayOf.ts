import { legibleTime } from '../../format/duration.ts'

/** A day of chain time (in seconds) as people write it. */
export const dayOf = (seconds: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(legibleTime(seconds * 1_000))
