import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))

/**
 * Names the program that lives the years: a hash of every source of the packages, of the lockfile, of Node's version and of what was preloaded, such as a
 * planted bug. Unlike a commit it changes with what is not committed, and is there without git. Tests are no part of it.
 */
export const programVersion = (): string => {
  const hash = createHash('sha256').update(`${process.version} ${process.execArgv.join(' ')} ${process.env['DAOMESH_MUTANT'] ?? ''}`)
  const sources = globSync(['packages/*/src/**/*.{ts,json}', 'packages/*/package.json'], { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  )
  for (const file of ['package-lock.json', ...sources.toSorted()]) {
    const bytes = readFileSync(join(root, file))
    hash.update(`\n${file} ${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex').slice(0, 16)
}
