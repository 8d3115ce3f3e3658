import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

export type Import = { readonly from: string; readonly line: number; readonly specifier: string }

const skipped = new Set(['node_modules', 'out', 'dist'])

/** Every source file of the workspaces, relative to `root`, sorted. */
export function listSources(root: string): string[] {
  const found = globSync('{packages,apps,contracts,e2e}/**/*.{ts,tsx,mts,cts}', { cwd: root, exclude: (name) => skipped.has(name) })
  return found.toSorted()
}

/**
 * Every import and re-export of a file, types and `import()` of a plain string included.
 *
 * @throws Error when the file does not parse
 */
export function readImports(root: string, from: string): Import[] {
  const source = readFileSync(join(root, from), 'utf8')
  const { module, errors } = parseSync(from, source)
  if (errors.length > 0) throw new Error(`${from}: ${errors[0]?.message ?? 'does not parse'}`)
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest ?? [])),
  ].map(({ value, start }) => ({ specifier: value, start }))
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, specifier] = /^['"`]([^'"`$]+)['"`]$/.exec(source.slice(start, end)) ?? []
    return specifier === undefined ? [] : { specifier, start }
  })
  return [...requests, ...dynamic].map(({ specifier, start }) => ({ from, specifier, line: source.slice(0, start).split('\n').length }))
}
