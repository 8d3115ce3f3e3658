import { readFileSync } from 'node:fs'

export const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

/** The file's bytes, or null where there is none. Any other failure is thrown. */
export const readOptional = (path: string): Uint8Array | null => {
  try {
    return readFileSync(path)
  } catch (error) {
    // Also where a folder on the way is a file.
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return null
    throw error
  }
}
