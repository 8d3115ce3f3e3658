import { decode as cborDecode, encode as cborEncode } from '@ipld/dag-cbor'
import { equalBytes } from '../bytes.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { plainDecode } from './plainDecode.ts'
import { plainEncode } from './plainEncode.ts'

/**
 * Canonical dag-cbor: equal content has equal bytes, in whatever order it was written.
 * @throws DaomeshError `CODEC_UNENCODABLE` on undefined, NaN, Date or an integer of more than 64 bits.
 * @example
 * encode({ b: 1, a: null }) // => encode({ a: null, b: 1 })
 * encode(new Date()) // throws CODEC_UNENCODABLE
 */
export const encode = (value: unknown): Uint8Array => plainEncode(value) ?? generalEncode(value)

/** By the library, whatever it is. */
export const generalEncode = (value: unknown): Uint8Array => {
  try {
    const bytes = cborEncode(value)
    // Under Node these are a Buffer, whose `slice` shares memory where that of Uint8Array copies.
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  } catch (cause) {
    throw new DaomeshError('CODEC_UNENCODABLE', { cause })
  }
}

/**
 * Decodes and proves that the bytes are the one canonical encoding of what they say, so that equal content has equal bytes.
 * @throws DaomeshError `CODEC_MALFORMED`.
 * @example
 * decode(encode({ a: ['0', null] })) // => { a: ['0', null] }
 * decode(Uint8Array.of(0x18, 0x01)) // throws CODEC_MALFORMED
 */
export const decode = (bytes: Uint8Array): unknown => {
  const plain = plainDecode(bytes)
  return plain === undefined ? generalDecode(bytes) : plain
}

/** By the library, whatever it is. */
export const generalDecode = (bytes: Uint8Array): unknown => {
  let value: unknown
  let canonical: Uint8Array
  try {
    value = cborDecode(bytes)
    canonical = cborEncode(value)
  } catch (cause) {
    throw new DaomeshError('CODEC_MALFORMED', { cause })
  }
  if (!equalBytes(canonical, bytes)) throw new DaomeshError('CODEC_MALFORMED', { meta: { reason: 'not canonical' } })
  return value
}

/**
 * Whether bytes are the canonical encoding of something: tells a foreign shape from damage.
 * @example
 * isCanonical(Uint8Array.of(0x18, 0x01)) // => false
 */
export const isCanonical = (bytes: Uint8Array): boolean => {
  try {
    decode(bytes)
    return true
  } catch {
    return false
  }
}
