import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** One function that a package gives to others, with the comment above it where there is one. */
export type ExportedFunction = {
  /** As it is imported, `@daomesh/log/sqlite`. */
  readonly entry: string
  readonly name: string
  /** Where it stands, relative to the repository. */
  readonly file: string
  readonly doc: string | null
}

type Entry = { readonly specifier: string; readonly file: string }

/** The entries of all packages, but for benches: nobody builds on those. */
export const listEntries = (root: string): readonly Entry[] =>
  globSync('packages/*/package.json', { cwd: root })
    .toSorted()
    .flatMap((manifest) => {
      const { name, exports } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as { name: string; exports: Record<string, string> }
      return Object.entries(exports)
        .filter(([path]) => path !== './bench')
        .map(([path, file]) => ({ specifier: posix.join(name, path), file: posix.join(posix.dirname(manifest), file) }))
    })

const fromClause = /^export (?:\* from|\{([^}]*)\} from) '(\.[^']+)'/gm

/** Which names a file gives on from its neighbours, and under which name each stands there; `*` for all. */
const passedOn = (text: string): readonly { readonly target: string; readonly names: ReadonlyMap<string, string> | '*' }[] =>
  [...text.matchAll(fromClause)].map(([, list, target = '']) => {
    if (list === undefined) return { target, names: '*' as const }
    const pairs = list
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '' && !part.startsWith('type '))
    return { target, names: new Map(pairs.map((part) => part.split(' as ')).map(([own = '', given = own]) => [given, own])) }
  })

const declaration = (name: string): RegExp => new RegExp(`^export (?:async )?(?:const|function\\*?|class) ${name}\\b`, 'm')

/** The comment that ends right above a declaration. */
const docAbove = (text: string, at: number): string | null => {
  const before = text.slice(0, at).trimEnd()
  return before.endsWith('*/') ? before.slice(before.lastIndexOf('/**')) : null
}

/** Where a name that a file exports is declared. */
const locate = (root: string, file: string, name: string): { readonly file: string; readonly doc: string | null } | null => {
  if (!existsSync(join(root, file))) return null
  const text = readFileSync(join(root, file), 'utf8')
  const found = declaration(name).exec(text)
  if (found !== null) return { file, doc: docAbove(text, found.index) }
  for (const { target, names } of passedOn(text)) {
    const own = names === '*' ? name : names.get(name)
    const there = own === undefined ? null : locate(root, posix.join(dirname(file), target), own)
    if (there !== null) return there
  }
  return null
}

/** Every function and class that the entries export, found by loading them: a name in the text says too little. */
export const findExports = async (root: string): Promise<readonly ExportedFunction[]> => {
  const found: ExportedFunction[] = []
  for (const { specifier, file } of listEntries(root)) {
    const module = (await import(specifier)) as Record<string, unknown>
    for (const [name, value] of Object.entries(module)) {
      if (typeof value !== 'function') continue
      const place = locate(root, file, name)
      if (place === null) throw new Error(`${specifier} exports ${name}, and no file declares it`)
      found.push({ entry: specifier, name, ...place })
    }
  }
  return found
}
