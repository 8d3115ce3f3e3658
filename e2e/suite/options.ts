import { parseArgs } from 'node:util'
import type { Part } from './parts/index.ts'

export type Options = { readonly list: boolean; readonly chosen: readonly Part[] }

const names = (value: string | undefined): string[] => (value === undefined ? [] : value.split(',').filter((name) => name !== ''))

/**
 * Reads `--only a,b`, `--skip a` and `--list`.
 *
 * @throws Error on an unknown flag or part, naming those there are
 */
export function readOptions(words: readonly string[], parts: readonly Part[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: { only: { type: 'string' }, skip: { type: 'string' }, list: { type: 'boolean', default: false } },
  })
  const only = names(values.only)
  const skip = names(values.skip)
  const unknown = [...only, ...skip].filter((name) => !parts.some((part) => part.id === name))
  if (unknown.length > 0) throw new Error(`no part named ${unknown.join(', ')}; there are ${parts.map((part) => part.id).join(', ')}`)
  const chosen = parts.filter((part) => (only.length === 0 || only.includes(part.id)) && !skip.includes(part.id))
  if (chosen.length === 0) throw new Error('nothing left to run')
  return { list: values.list, chosen }
}
