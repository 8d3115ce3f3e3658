import { crc32 } from 'node:zlib'

/** Finds bits that the disk turned over: SQLite itself checks only the shape of its pages. Against bad luck, not against enemies. */
export const checksumOf = (...parts: readonly (string | Uint8Array | null)[]): number => {
  let sum = 0
  for (const part of parts) if (part !== null) sum = crc32(part, sum)
  return sum
}
