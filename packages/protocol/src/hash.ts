import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { fromHex, toHex, utf8 } from './bytes.ts'

/** The platform's own SHA-256 where the runtime hands one out (Node), a portable one elsewhere: same result, several times faster. */
const platform = globalThis.process?.getBuiltinModule?.('node:crypto')

/**
 * SHA-256 as 64 hex digits; of a text that of its UTF-8 bytes.
 * @example
 * sha256Hex(utf8('abc')) // => 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
 */
export const sha256Hex = (bytes: HashPart): string =>
  platform === undefined ? toHex(nobleSha256(typeof bytes === 'string' ? utf8(bytes) : bytes)) : platform.hash('sha256', bytes, 'hex')
/**
 * SHA-256, 32 bytes.
 * @example
 * sha256(utf8('abc')).length // => 32
 */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  platform === undefined ? nobleSha256(bytes) : fromHex(platform.hash('sha256', bytes, 'hex'))
/**
 * Keccak-256 as the EVM has it, 32 bytes; not SHA3-256.
 * @example
 * toHex(keccak256(new Uint8Array())) // => 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'
 */
export const keccak256 = (bytes: Uint8Array): Uint8Array => keccak_256(bytes)

const names = new Map<string, Uint8Array>()

/** What is hashed at once is laid out here: a new buffer for each of the several hashes of an entry costs more than the hash. */
const desk = new Uint8Array(4096)

/** Bytes, or a text that stands for its UTF-8 bytes. */
export type HashPart = Uint8Array | string

/** Writes a text of one byte a letter; false where it is none. */
const putText = (text: string, whole: Uint8Array, at: number): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return false
    whole[at + i] = code
  }
  return true
}

/** The label is length-prefixed with one byte; parts are length-prefixed with four bytes each. The answer holds until the next call. */
const framed = (label: string, parts: readonly HashPart[]): Uint8Array => {
  const name = names.get(label) ?? utf8(label)
  names.set(label, name)
  let size = 1 + name.length
  for (const part of parts) size += 4 + part.length
  const whole = size <= desk.length ? desk.subarray(0, size) : new Uint8Array(size)
  whole[0] = name.length
  whole.set(name, 1)
  let at = 1 + name.length
  for (const part of parts) {
    const { length } = part
    whole[at] = length >>> 24
    whole[at + 1] = length >>> 16
    whole[at + 2] = length >>> 8
    whole[at + 3] = length
    if (typeof part !== 'string') whole.set(part, at + 4)
    else if (!putText(part, whole, at + 4))
      return framed(
        label,
        parts.map((one) => (typeof one === 'string' ? utf8(one) : one)),
      )
    at += 4 + length
  }
  return whole
}

/**
 * SHA-256 under a domain label, so that a hash made for one purpose never equals one made for another.
 * H(label, parts…) = SHA-256(len₁(label) ‖ label ‖ len₄(part) ‖ part ‖ …), lengths big-endian in 1 and 4 bytes: parts never run into each other.
 * @example
 * equalBytes(hashOf('a', utf8('bc')), hashOf('ab', utf8('c'))) // => false
 * equalBytes(hashOf('a', 'bc'), hashOf('a', utf8('bc'))) // => true
 * toHex(hashOf('a')) // => sha256Hex(Uint8Array.of(1, 97))
 */
export const hashOf = (label: string, ...parts: readonly HashPart[]): Uint8Array => sha256(framed(label, parts))
/**
 * The same as `hashOf`, as 64 hex digits.
 * @example
 * hexHashOf('a', utf8('bc')) // => toHex(hashOf('a', utf8('bc')))
 */
export const hexHashOf = (label: string, ...parts: readonly HashPart[]): string => sha256Hex(framed(label, parts))
