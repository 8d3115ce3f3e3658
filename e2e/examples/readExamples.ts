import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Example = { readonly file: string; readonly line: number; readonly code: readonly string[] }

/** The `@example` blocks of one file: the lines from the tag to the next tag or the end of the comment, without their stars. */
export const examplesIn = (file: string, text: string): readonly Example[] => {
  const examples: Example[] = []
  for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const first = text.slice(0, comment.index).split('\n').length
    const lines = comment[0].split('\n').map((line) => line.replace(/^\s*(?:\/\*\*|\*\/|\*) ?/, '').replace(/\s*\*\/$/, ''))
    for (const [at, line] of lines.entries()) {
      if (!/^@example\b/.test(line)) continue
      const rest = lines.slice(at + 1)
      const end = rest.findIndex((other) => /^@\w/.test(other))
      const code = (end === -1 ? rest : rest.slice(0, end)).filter((other) => other.trim() !== '')
      examples.push({ file, line: first + at, code })
    }
  }
  return examples
}

/** All examples of the packages. */
export const readExamples = (root: string): readonly Example[] =>
  globSync('packages/*/src/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted()
    .flatMap((file) => examplesIn(file, readFileSync(join(root, file), 'utf8')))
