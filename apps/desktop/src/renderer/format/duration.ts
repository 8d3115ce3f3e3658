const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

export type DurationUnit = (typeof units)[number][0]

/** The largest whole unit that fits, for `Intl` and i18n: 172 800 seconds are two days. */
export const largestUnit = (seconds: number): { readonly unit: DurationUnit; readonly count: number } => {
  for (const [unit, size] of units) if (Math.abs(seconds) >= size) return { unit, count: Math.round(seconds / size) }
  return { unit: 'second', count: 0 }
}

/** The last moment that a calendar of this language knows, either way. A record may tell any other: its writer's clock is the writer's. */
const lastMoment = 8_640_000_000_000_000

export const legibleTime = (at: number): number => Math.min(Math.max(at, -lastMoment), lastMoment)

/** “in 2 days”, “3 minutes ago”: worded by the platform, in the person's language. */
export const relativeTime = (at: number, now: number, language: string): string => {
  const { unit, count } = largestUnit((at - now) / 1_000)
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(count, unit)
}

export const absoluteTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }).format(legibleTime(at))

const inUnits = (count: number, unit: DurationUnit, language: string): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count)

/** “2 days”, “36 hours”: a length of time in seconds, in the largest unit that says it exactly, else in the two largest: “5 minutes, 12 seconds”. */
export const lengthOfTime = (seconds: number, language: string): string => {
  const exact = units.find(([, size]) => seconds >= size && seconds % size === 0)
  if (exact !== undefined && (exact[0] !== 'second' || seconds < 60)) return inUnits(seconds / exact[1], exact[0], language)
  const first = units.findIndex(([, size]) => seconds >= size)
  const [large, small] = [units[first], units[first + 1]]
  if (large === undefined || small === undefined) return inUnits(seconds, 'second', language)
  const rest = Math.floor((seconds % large[1]) / small[1])
  const parts = [inUnits(Math.floor(seconds / large[1]), large[0], language), ...(rest === 0 ? [] : [inUnits(rest, small[0], language)])]
  return new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(parts)
}
