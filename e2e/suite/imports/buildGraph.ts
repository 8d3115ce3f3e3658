import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { layers } from './layers.ts'
import type { Graph } from './findCycles.ts'
import type { Import } from './readImports.ts'

/** The file behind each package entry, such as `@daomesh/log/sqlite`. */
function readEntries(root: string): Map<string, string> {
  const entries = new Map<string, string>()
  for (const { folder } of Object.values(layers)) {
    if (folder.split('/').length > 2) continue
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      name: string
      exports?: Record<string, string>
    }
    for (const [entry, file] of Object.entries(manifest.exports ?? {}))
      entries.set(posix.join(manifest.name, entry), posix.join(folder, file))
  }
  return entries
}

/** Which file imports which, through relative paths and package entries alike. */
export function buildGraph(root: string, files: readonly string[], imports: readonly Import[]): Graph {
  const entries = readEntries(root)
  const known = new Set(files)
  const graph = new Map<string, string[]>(files.map((file) => [file, []]))
  for (const { from, specifier } of imports) {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : entries.get(specifier)
    if (target !== undefined && known.has(target)) graph.get(from)?.push(target)
  }
  return graph
}
