import { z } from 'zod'
import { decode, encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { limits } from '../limits.ts'

export const addressBytes = 32

/** What a file is made of: its length, the SHA-256 of its content, and the address of each sealed chunk, 32 bytes each, one after the other. */
export type FileManifest = { readonly size: number; readonly hash: Uint8Array; readonly addresses: Uint8Array }

/**
 * Chunks of a file of this many bytes; all but the last have `limits.fileChunkBytes` of plaintext.
 * @example
 * chunkCountOf(0) // => 0
 * chunkCountOf(limits.fileChunkBytes + 1) // => 2
 */
export const chunkCountOf = (size: number): number => Math.ceil(size / limits.fileChunkBytes)

/**
 * Bytes of plaintext in one chunk.
 * @example
 * chunkSizeOf(limits.fileChunkBytes + 1, 1) // => 1
 */
export const chunkSizeOf = (size: number, index: number): number =>
  Math.max(0, Math.min(limits.fileChunkBytes, size - index * limits.fileChunkBytes))

const shape = z
  .tuple([
    z.literal(1),
    z.number().int().min(0).max(limits.fileBytes),
    z.instanceof(Uint8Array).refine((hash) => hash.length === 32),
    z.instanceof(Uint8Array),
  ])
  .refine(([, size, , addresses]) => addresses.length === chunkCountOf(size) * addressBytes)

/**
 * A manifest as its canonical array `[1, size, hash, addresses]`.
 * @example
 * decodeManifest(encodeManifest({ size: 0, hash: sha256(utf8('')), addresses: utf8('') })).size // => 0
 */
export const encodeManifest = ({ size, hash, addresses }: FileManifest): Uint8Array => encode([1, size, hash, addresses])

/**
 * The one manifest these bytes are.
 * @throws DaomeshError `FILE_MALFORMED` for anything else, also where the number of addresses is not that of the size.
 * @example
 * decodeManifest(Uint8Array.of(0x80)) // throws FILE_MALFORMED
 */
export const decodeManifest = (bytes: Uint8Array): FileManifest => {
  try {
    const [, size, hash, addresses] = shape.parse(decode(bytes))
    return { size, hash, addresses }
  } catch (cause) {
    throw new DaomeshError('FILE_MALFORMED', { cause })
  }
}

/**
 * The address of one chunk.
 * @example
 * addressOfChunk({ size: 1, hash: sha256(utf8('a')), addresses: sha256(utf8('sealed')) }, 0) // => sha256(utf8('sealed'))
 */
export const addressOfChunk = ({ addresses }: FileManifest, index: number): Uint8Array =>
  addresses.subarray(index * addressBytes, (index + 1) * addressBytes)
