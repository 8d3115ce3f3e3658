import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { adapters, desktopOnly, layers, testsMayImport } from './layers.ts'
import type { Import } from './readImports.ts'

/** Tests, and what only tests and measurements run: they may choose adapters. */
const isTest = (file: string): boolean => /\.(test|spec)\.tsx?$|\/src\/(bench|fixtures|testing|acceptance)\//.test(file)

export function layerOf(file: string): string | undefined {
  const owners = Object.entries(layers).filter(([, { folder }]) => file.startsWith(`${folder}/`))
  return owners.toSorted(([, a], [, b]) => b.folder.length - a.folder.length)[0]?.[0]
}

/** Says what is wrong with an import, or undefined. */
export function judgeImport({ from, specifier }: Import): string | undefined {
  const name = layerOf(from)
  const layer = name === undefined ? undefined : layers[name]
  if (name === undefined || layer === undefined) return 'the file belongs to no layer'
  if (specifier.startsWith('.')) return judgeRelative(from, name, posix.join(posix.dirname(from), specifier))
  if (specifier.startsWith('@daomesh/')) return judgePackage(from, name, specifier)
  if (isTest(from) || layer.noNode !== true) return undefined
  if (isBuiltin(specifier)) return `${name} does no input or output: Node's modules are out of reach`
  if (name === 'renderer' && desktopOnly.includes(specifier)) return 'the renderer runs in a sandbox without it'
  return undefined
}

function judgeRelative(from: string, name: string, target: string): string | undefined {
  const other = layerOf(target)
  if (other !== name) return `${name} reaches into ${other ?? 'a folder outside the layers'} by a path: import it by its name`
  const folder = (file: string): string => posix.relative(`${layers[name]?.folder ?? ''}/src`, file).split('/')[0] ?? ''
  const own = adapters[name] ?? []
  if (own.includes(folder(target)) && !own.includes(folder(from)) && !isTest(from))
    return `${name} depends on its own adapter ${folder(target)}`
  return undefined
}

function judgePackage(from: string, name: string, specifier: string): string | undefined {
  const [, target = '', ...rest] = specifier.split('/')
  const entry = rest.join('/')
  const layer = layers[name]
  const test = isTest(from)
  const allowed = [name, ...(layer?.may ?? []), ...(test ? testsMayImport : [])]
  if (!allowed.includes(target)) return `${name} may not import ${target}`
  const entries = layer?.entries?.[target]
  if (entries !== undefined && !entries.includes(entry)) return `${name} may import only ${entries.join(' and ')} of ${target}`
  const adapter = adapters[target]?.includes(entry) ?? false
  if (adapter && layer?.picksAdapters !== true && !test) return `adapters are chosen by the apps, not in ${name}`
  return undefined
}
