import { parseArgs } from 'node:util'
import { benchGas } from '@daomesh/contracts/bench'
import { benchFiles } from './files/files.ts'
import { benchHash } from './hash.ts'
import { benchIngest } from './ingest.ts'
import { benchLateJoiner } from './lateJoiner.ts'
import { benchPropagation } from './propagation/propagation.ts'
import type { BenchRow } from './row.ts'
import { benchStart } from './start.ts'
import { benchThreads } from './threads.ts'

/** Ours and the real peer in the same run, one after the other so that they do not disturb each other. */
const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  files: benchFiles,
  hash: benchHash,
  gas: async () => (await benchGas()).rows,
  ingest: benchIngest,
  late: benchLateJoiner,
  propagation: benchPropagation,
  start: benchStart,
  threads: benchThreads,
}

const usage = `npm run bench -- [NAME …] [--json]     NAME: ${Object.keys(benches).join(', ')}`

const print = (rows: readonly BenchRow[]): void => {
  const cells = rows.map((row) => [
    row.name,
    `${row.ours} ${row.unit}`,
    `${row.peer}`,
    `${row.ratio}`,
    `${row.target}`,
    row.holds ? 'holds' : 'MISSED',
  ])
  const table = [['what', 'ours', 'peer', 'ratio', 'target', ''], ...cells]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? []
  for (const line of table)
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, help: { type: 'boolean' } } })
const names = positionals.length === 0 ? Object.keys(benches) : positionals
const unknown = names.find((name) => !Object.hasOwn(benches, name))
if (values.help === true || unknown !== undefined) {
  process.stderr.write(`${unknown === undefined ? '' : `there is no bench “${unknown}”\n`}${usage}\n`)
  process.exit(values.help === true ? 0 : 2)
}
const rows: BenchRow[] = []
for (const name of names) {
  process.stderr.write(`${name} …\n`)
  rows.push(...((await benches[name]?.()) ?? []))
}
if (values.json === true) process.stdout.write(`${JSON.stringify({ rows })}\n`)
else print(rows)
process.exit(0)
