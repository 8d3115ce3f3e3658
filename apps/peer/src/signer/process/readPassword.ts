import { readFileSync } from 'node:fs'
import { DaomeshError } from '@daomesh/protocol'

/**
 * The password from a file (its first line) or from `DAOMESH_PASSWORD`; null where there is neither.
 * @throws DaomeshError `INPUT_INVALID` when the file cannot be read.
 */
export const readPassword = (file: string | null, environment: NodeJS.ProcessEnv = process.env): string | null => {
  if (file === null) return environment['DAOMESH_PASSWORD'] ?? null
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? ''
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'password-file', reason: 'the file cannot be read' } })
  }
}
