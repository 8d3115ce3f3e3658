import type { BenchRow, BenchTable } from './row.ts'

const printCells = (table: readonly (readonly string[])[]): void => {
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? []
  for (const line of table)
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
}

export const printRows = (rows: readonly BenchRow[]): void =>
  printCells([
    ['what', 'ours', 'peer', 'ratio', 'target', ''],
    ...rows.map((row) => [
      row.name,
      `${row.ours} ${row.unit}`,
      `${row.peer}`,
      `${row.ratio}`,
      `${row.target}`,
      row.holds ? 'holds' : 'MISSED',
    ]),
  ])

export const printTable = ({ title, measures }: BenchTable): void => {
  process.stdout.write(`\n${title}\n`)
  printCells([
    ['who', 'ms', 'bytes on the wire', 'own bytes', ''],
    ...measures.map((one) => [one.who, one.milliseconds.toFixed(0), `${one.wireBytes ?? '–'}`, `${one.ownBytes ?? '–'}`, one.note]),
  ])
}
