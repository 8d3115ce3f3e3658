const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** A size as people say it, in the words of the language: thousands, as file managers count. */
export const formatBytes = (bytes: number, language: string): string => {
  let value = bytes
  let unit = 0
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000
    unit += 1
  }
  const style = {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    // Short, it would be “7 byte”.
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  } as const
  return new Intl.NumberFormat(language, style).format(value)
}
