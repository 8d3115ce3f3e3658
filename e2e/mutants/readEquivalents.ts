import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Equivalent, keyOf } from './mutant.ts'

const text = z.string().min(1)
const listSchema = z.array(z.strictObject({ file: text, line: text, becomes: text, reason: z.string().min(12) }))

/**
 * The committed list of equivalent mutants of a package.
 * @throws Error for an entry without a reason, and for one that stands there twice.
 */
export const readEquivalents = async (path: string): Promise<readonly Equivalent[]> => {
  const list = listSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  const keys = list.map(keyOf)
  const twice = list.find((_, i) => keys.indexOf(keys[i] ?? '') !== i)
  if (twice !== undefined) throw new Error(`${path} lists twice: ${keyOf(twice)}`)
  return list
}
