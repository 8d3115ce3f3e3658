/** Fails on an import that points the wrong way (see layers.ts) and on every import cycle. */
import { repository } from '../repository.ts'
import { buildGraph } from './buildGraph.ts'
import { findCycles } from './findCycles.ts'
import { judgeImport } from './judgeImport.ts'
import { listSources, readImports } from './readImports.ts'

const files = listSources(repository)
const imports = files.flatMap((file) => readImports(repository, file))

const wrong = imports.flatMap((entry) => {
  const complaint = judgeImport(entry)
  return complaint === undefined ? [] : `${entry.from}:${entry.line}  ${entry.specifier}: ${complaint}`
})
const cycles = findCycles(buildGraph(repository, files, imports)).map((path) => `cycle: ${path.join(' → ')}`)

for (const line of [...wrong, ...cycles]) console.error(line)
console.log(`${files.length} files, ${imports.length} imports, ${wrong.length} in the wrong direction, ${cycles.length} cycles`)
if (files.length === 0 || wrong.length + cycles.length > 0) process.exitCode = 1
