import type { ExportedFunction } from './findExports.ts'
import * as samples from './samples.ts'
import type { Example } from './readExamples.ts'

const declared = /^(?:const|let) (?:\{[^}]*\}|\[[^\]]*\]|(\w+))/
const expected = /^(.*?)\s*\/\/ => (.+)$/
const refused = /^(.*?)\s*\/\/ throws ([A-Z_]+)$/

/** One line of an example: `x // => value` compares, `x // throws CODE` expects that error, everything else stays as it is. */
const renderLine = (line: string): string => {
  const [, failing, code] = refused.exec(line) ?? []
  if (failing !== undefined) return `await refuses(async () => ${failing}, '${code}')`
  const [, left = '', value] = expected.exec(line) ?? []
  if (value === undefined) return line
  const name = declared.exec(left)?.[1]
  return name === undefined ? `same(${left}, ${value})` : `${left}\nsame(${name}, ${value})`
}

/** The package itself, then those it builds on, then the samples. */
const rank = (entry: string, own: string): number => (entry.startsWith('.') ? 2 : entry === own || entry.startsWith(`${own}/`) ? 0 : 1)

/** Which exports of the packages an example speaks of, by entry. Its own package comes first, then those that it may build on. */
const importsOf = ({ file, code }: Example, exports: ReadonlyMap<string, readonly string[]>): string[] => {
  const own = `@daomesh/${file.split('/')[1] ?? ''}`
  const text = code.map((line) => line.replace(/\/\/ (?:throws .*|(?!=>).*)$/, '')).join('\n')
  const entries = [...exports.keys()].toSorted((a, b) => rank(a, own) - rank(b, own))
  const taken = new Set([...text.matchAll(/(?:const|let) (\{[^}]*\}|\w+)/g)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []))
  return entries.flatMap((entry) => {
    const names = (exports.get(entry) ?? []).filter(
      (name) => !taken.has(name) && new RegExp(`(?:^|[^.\\w']|\\.\\.\\.)${name}\\b(?!:)`, 'm').test(text),
    )
    for (const name of names) taken.add(name)
    return names.length === 0 ? [] : [`const { ${names.join(', ')} } = await import('${entry}')`]
  })
}

export type Rendered = { readonly place: string; readonly asserts: boolean; readonly run: () => Promise<void> }

const head = `import { deepStrictEqual } from 'node:assert'
import type { Rendered } from '../renderExamples.ts'

const same = (found: unknown, wanted: unknown): void => deepStrictEqual(found, wanted)
const refuses = async (act: () => Promise<unknown>, code: string): Promise<void> => {
  const error = await act().then(() => null, (thrown: unknown) => thrown)
  same(error === null ? 'nothing thrown' : (error as { code?: unknown }).code ?? String(error), code)
}
`

/** One module with every example as a function of its own, named by where it stands. */
export const renderExamples = (examples: readonly Example[], exports: ReadonlyMap<string, readonly string[]>): string => {
  const functions = examples.map((example) => {
    const body = [...importsOf(example, exports), ...example.code.map(renderLine)].map((line) => `    ${line.replaceAll('\n', '\n    ')}`)
    const asserts = example.code.some((line) => expected.test(line) || refused.test(line))
    return `  { place: ${JSON.stringify(`${example.file}:${example.line}`)}, asserts: ${asserts}, run: async () => {\n${body.join('\n')}\n  } },`
  })
  return `${head}\nexport const examples: readonly Rendered[] = [\n${functions.join('\n')}\n]\n`
}

/** What can be imported from each entry, constants too, and from the samples at the end. */
export const exportsOf = async (functions: readonly ExportedFunction[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const entries = [...new Set(functions.map(({ entry }) => entry))]
  const named = await Promise.all(
    entries.map(async (entry): Promise<[string, string[]]> => [entry, Object.keys((await import(entry)) as Record<string, unknown>)]),
  )
  return new Map([...named, ['../samples.ts', Object.keys(samples)]])
}
