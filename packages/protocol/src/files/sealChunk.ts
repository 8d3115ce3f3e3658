import { encode } from '../codec/encode.ts'
import { type Decrypt, decryptXChaCha } from '../encryption/decrypt.ts'
import { encryptXChaCha } from '../encryption/encrypt.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hashOf, sha256Hex } from '../hash.ts'
import type { FileId } from '../ids.ts'
import { chunkSizeOf, decodeManifest, encodeManifest, type FileManifest } from './manifest.ts'

/** Longer than its plaintext by the tag. */
export const sealedBytes = 16

const manifestMark = 1

/** The key is drawn for one file and seals each place once, so the place is the nonce. */
const nonceOf = (mark: number, index: number): Uint8Array => {
  const nonce = new Uint8Array(24)
  nonce[0] = mark
  new DataView(nonce.buffer).setUint32(20, index)
  return nonce
}

/** Names the file that a key belongs to without telling the key. */
const bound = (label: string, key: Uint8Array, ...place: readonly number[]): Uint8Array =>
  encode([label, hashOf('daomesh/file/1', key), ...place])

const boundChunk = (key: Uint8Array, size: number, index: number): Uint8Array => bound('daomesh/file/chunk/1', key, size, index)
const boundManifest = (key: Uint8Array): Uint8Array => bound('daomesh/file/manifest/1', key)

/**
 * Seals one chunk of a file of `size` bytes under the file's key: XChaCha20-Poly1305, bound to file, size and index. `key`: 32 fresh random bytes,
 * never used for another content.
 * @example
 * openChunk(key, 4, 0, sealChunk(key, 4, 0, utf8('text'))) // => utf8('text')
 */
export const sealChunk = (key: Uint8Array, size: number, index: number, plaintext: Uint8Array): Uint8Array =>
  encryptXChaCha(key, nonceOf(0, index), boundChunk(key, size, index), plaintext)

/**
 * Opens one chunk in its own place. `decrypt`: another implementation of the same cipher.
 * @throws DaomeshError `FILE_MALFORMED` when the key is another file's, the chunk stands elsewhere, or it has another length.
 * @example
 * openChunk(key, 4, 1, sealChunk(key, 4, 0, utf8('text'))) // throws FILE_MALFORMED
 */
export const openChunk = (
  key: Uint8Array,
  size: number,
  index: number,
  sealed: Uint8Array,
  decrypt: Decrypt = decryptXChaCha,
): Uint8Array => {
  try {
    if (sealed.length !== chunkSizeOf(size, index) + sealedBytes) throw new RangeError('length')
    return decrypt(key, nonceOf(0, index), boundChunk(key, size, index), sealed)
  } catch (cause) {
    throw new DaomeshError('FILE_MALFORMED', { cause, meta: { chunk: index } })
  }
}

/**
 * Where sealed bytes are found: their SHA-256, so that any tool can check a piece on the disk.
 * @example
 * addressOf(utf8('abc')).slice(0, 8) // => 'ba7816bf'
 */
export const addressOf = (sealed: Uint8Array): string => sha256Hex(sealed)

/**
 * Seals a manifest under the file's key. Its address is the id of the file.
 * @example
 * const manifest = { size: 0, hash: sha256(utf8('')), addresses: utf8('') }
 * openManifest(key, sealManifest(key, manifest).sealed).size // => 0
 */
export const sealManifest = (key: Uint8Array, manifest: FileManifest): { readonly file: FileId; readonly sealed: Uint8Array } => {
  const sealed = encryptXChaCha(key, nonceOf(manifestMark, 0), boundManifest(key), encodeManifest(manifest))
  return { file: addressOf(sealed) as FileId, sealed }
}

/**
 * Opens a manifest.
 * @throws DaomeshError `FILE_MALFORMED`.
 * @example
 * openManifest(key, utf8('not a manifest of this file')) // throws FILE_MALFORMED
 */
export const openManifest = (key: Uint8Array, sealed: Uint8Array): FileManifest => {
  let bytes: Uint8Array
  try {
    bytes = decryptXChaCha(key, nonceOf(manifestMark, 0), boundManifest(key), sealed)
  } catch (cause) {
    throw new DaomeshError('FILE_MALFORMED', { cause })
  }
  return decodeManifest(bytes)
}
