import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const skipped = new Set(['node_modules', 'out', 'dist', 'cache', '.git', 'test-results', 'playwright-report'])

/** Every Markdown file of the repository that is not generated, relative to `root`. */
export function listDocuments(root: string): string[] {
  return globSync('**/*.md', { cwd: root, exclude: (name) => skipped.has(name) }).toSorted()
}

/** Names at the top level that belong to the project: those git knows or would add, else all but what is generated. */
export function listTopLevel(root: string): string[] {
  if (!existsSync(join(root, '.git'))) return readdirSync(root).filter((name) => !skipped.has(name))
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  const files = listed.split('\n').filter((file) => file !== '' && existsSync(join(root, file)))
  return [...new Set(files.flatMap((file) => file.split('/')[0] ?? []))]
}
