import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes, utf8 } from './bytes.ts'

export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes)
export const keccak256 = (bytes: Uint8Array): Uint8Array => keccak_256(bytes)

/**
 * SHA-256 under a domain label, so that a hash made for one purpose never equals one made for another.
 * The label is length-prefixed; parts are length-prefixed with four bytes each.
 */
export const hashOf = (label: string, ...parts: readonly Uint8Array[]): Uint8Array => {
  const name = utf8(label)
  const pieces: Uint8Array[] = [Uint8Array.of(name.length), name]
  for (const part of parts) {
    const size = new Uint8Array(4)
    new DataView(size.buffer).setUint32(0, part.length)
    pieces.push(size, part)
  }
  return sha256(concatBytes(...pieces))
}
