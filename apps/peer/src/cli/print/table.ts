/** Columns of text, as wide as they need to be. Empty when there are no rows. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const lines = (rows: readonly (readonly [name: string, value: string | number | boolean | null])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value === null ? '–' : String(value)}`).join('\n')
}

export const short = (text: string): string => (text.startsWith('0x') ? `${text.slice(0, 8)}…${text.slice(-4)}` : `${text.slice(0, 10)}…`)

/** The last moment that a date can hold. A record may tell any: its writer's clock is the writer's. */
const lastMoment = 8_640_000_000_000_000
export const when = (milliseconds: number): string =>
  new Date(Math.min(Math.max(milliseconds, -lastMoment), lastMoment)).toISOString().replace('.000Z', 'Z')
