import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { benchGas } from '@daomesh/contracts/bench'
import { benchBounty } from './bounty.ts'
import { benchFiles } from './files/files.ts'
import { benchHash } from './hash.ts'
import { benchIngest } from './ingest.ts'
import { benchLateJoiner } from './lateJoiner.ts'
import { benchMarket } from './market/market.ts'
import { benchMesh } from './mesh/mesh.ts'
import { benchPropagation } from './propagation/propagation.ts'
import { printRows, printTable } from './print.ts'
import type { BenchReport, BenchRow, BenchTable } from './row.ts'
import { benchStart } from './start.ts'
import { benchSync } from './sync/sync.ts'
import { benchThreads } from './threads.ts'

/** Ours and the real peer in the same run, one after the other so that they do not disturb each other. */
const benches: Readonly<Record<string, () => Promise<readonly BenchRow[] | BenchReport>>> = {
  bounty: benchBounty,
  files: benchFiles,
  hash: benchHash,
  gas: async () => (await benchGas()).rows,
  ingest: benchIngest,
  late: benchLateJoiner,
  market: benchMarket,
  mesh: benchMesh,
  propagation: benchPropagation,
  start: benchStart,
  sync: benchSync,
  threads: benchThreads,
}

const usage = `npm run bench -- [NAME …] [--json]     NAME: ${Object.keys(benches).join(', ')}`

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, help: { type: 'boolean' } } })
const names = positionals.length === 0 ? Object.keys(benches) : positionals
const unknown = names.find((name) => !Object.hasOwn(benches, name))
if (values.help === true || unknown !== undefined) {
  process.stderr.write(`${unknown === undefined ? '' : `there is no bench “${unknown}”\n`}${usage}\n`)
  process.exit(values.help === true ? 0 : 2)
}
const rows: BenchRow[] = []
const tables: BenchTable[] = []
/** Runnable processes of the machine over the last minute, before each bench: figures of a busy machine say less. */
const load: Record<string, number> = {}
// A member node is kept up by its sockets; here nothing else is, while a replica pauses between its writes.
setInterval(() => undefined, 60_000)
for (const name of names) {
  load[name] = loadavg()[0] ?? 0
  process.stderr.write(`${name} … (load ${load[name].toFixed(1)})\n`)
  const found = (await benches[name]?.()) ?? []
  if ('tables' in found) tables.push(...found.tables)
  rows.push(...('rows' in found ? found.rows : found))
}
if (values.json === true) process.stdout.write(`${JSON.stringify({ rows, tables, load })}\n`)
else {
  printRows(rows)
  for (const table of tables) printTable(table)
}
process.exit(0)
