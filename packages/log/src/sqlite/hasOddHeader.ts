import { closeSync, openSync, readSync } from 'node:fs'

const headerBytes = 100
/** Places in the header where SQLite names formats: of writing, of reading, of the schema. */
const [writing, reading, schema] = [18, 19, 44]

/** Whether the header names a format that no SQLite we ever wrote with knows: SQLite then calls it unsupported or not writable, and it is damage. */
export const hasOddHeader = (path: string): boolean => {
  const header = Buffer.alloc(headerBytes)
  const handle = openSync(path, 'r')
  try {
    if (readSync(handle, header, 0, headerBytes, 0) < headerBytes) return false
  } finally {
    closeSync(handle)
  }
  return [writing, reading].some((at) => header[at] !== 1 && header[at] !== 2) || header.readUInt32BE(schema) > 4
}
