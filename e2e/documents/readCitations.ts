import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const idsIn = (text: string): string[] => text.match(/\b[A-Z]\d{1,2}\b/g) ?? []

/** Ids of rules and attacks that THREAT_MODEL.md calls proven: the last column of its tables of three, and sentences “Proven by …”. */
export const readProven = (text: string): ReadonlySet<string> => {
  const cells = [...text.matchAll(/^\| [^|\n]+ \| [^|\n]+ \| ([^|\n]+) \|$/gm), ...text.matchAll(/Proven by ([^.\n]+)\./g)]
  return new Set(cells.flatMap(([, cell = '']) => idsIn(cell)))
}

/** Rules cited as “log L41” or “governance J4, S2”, each as `package rule`. */
export const readRules = (text: string): readonly string[] =>
  [...text.matchAll(/\b(protocol|governance|log|drafts|network|chain) ((?:[A-Z]\d{1,2}(?:[–,] ?)?)+)/g)].flatMap(
    ([, name = '', ids = '']) => idsIn(ids).map((id) => `${name} ${id}`),
  )

/** Every id that stands in the name of a test, TypeScript or Solidity. */
export const readTested = (root: string): ReadonlySet<string> => {
  const patterns = [
    '{packages,apps,e2e}/**/*.{test,spec}.{ts,tsx}',
    'packages/*/src/**/{*Acceptance,accept*}.ts',
    'contracts/test/**/*.t.sol',
  ]
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' }))
  const names = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const calls = [...text.matchAll(/\b(?:test|it)(?:\.\w+\([\s\S]*?\))?\(\s*(['"`])(.*?)\1/g)].map(([, , name = '']) => name)
    const rows = [...text.matchAll(/^\s+\[(['"`])(.*?)\1,/gm)].map(([, , name = '']) => name)
    const functions = [...text.matchAll(/function (?:test|testFuzz|invariant)_(\w+)/g)].map(([, name = '']) => name.replaceAll('_', ' '))
    return [...calls, ...rows, ...functions]
  })
  return new Set(names.flatMap(idsIn))
}
