import { crc32 } from 'node:zlib'
import type Database from 'better-sqlite3'

type Part = string | Uint8Array | null

/** Of a value whose very type was turned into another: equal to no checksum. */
const noChecksum = -1

/** Finds bits that the disk turned over: SQLite itself checks only the shape of its pages. Against bad luck, not against enemies. */
export const checksumOf = (...parts: readonly Part[]): number => {
  let sum = 0
  for (const part of parts)
    if (typeof part === 'string' || part instanceof Uint8Array) sum = crc32(part, sum)
    else if (part !== null) return noChecksum
  return sum
}

/** Makes the checksum callable from SQL, so that a migration can give rows of an older version theirs. */
export const addChecksum = (db: Database.Database): void => {
  db.function('crc32_of', { varargs: true, deterministic: true }, (...parts: unknown[]) => checksumOf(...(parts as Part[])))
}
