const units: Readonly<Record<string, number>> = { '': 1, KiB: 1024, MiB: 1024 ** 2, s: 1_000, min: 60_000 }

/** The rows of LIMITS.md whose first cell is a name in code: name to value, in bytes, milliseconds or a plain number. */
export const readLimits = (text: string): ReadonlyMap<string, number> => {
  const rows = [...text.matchAll(/^\| `(\w+\.\w+)` \| ([\d ]+?) ?([A-Za-z]*) \| [^|]+ \|$/gm)]
  return new Map(
    rows.map(([, name = '', digits = '', unit = '']) => [name, Number(digits.replaceAll(' ', '')) * (units[unit] ?? Number.NaN)]),
  )
}
