/** Byte and text conversions shared by every layer. Hex without prefix names our own ids, `0x` hex names things of the chain. */
export type Hex = `0x${string}`

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const toHexPortable = (bytes: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += hexPairs[bytes[i] ?? 0]
  return text
}

/** The platform's own (Node), without the many small strings; every id of an entry passes here. */
const platform = globalThis.process?.getBuiltinModule?.('node:buffer')

const toHexByBuffer = (bytes: Uint8Array): string =>
  platform?.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex') ?? ''

/** Without a Buffer made for it, where the runtime's method takes any bytes: a quarter of the time. */
const toHexAtOnce = (bytes: Uint8Array): string => platform?.Buffer.prototype.toString.call(bytes, 'hex') ?? ''

const works = (way: (bytes: Uint8Array) => string): boolean => {
  try {
    return way(Uint8Array.of(0, 255)) === '00ff'
  } catch {
    return false
  }
}

/**
 * Two lower-case digits per byte, without prefix.
 * @example
 * toHex(Uint8Array.of(0, 255)) // => '00ff'
 */
export const toHex: (bytes: Uint8Array) => string = [toHexAtOnce, toHexByBuffer].find(works) ?? toHexPortable

/** Value of a hex digit by its character code; 255 for all others. */
const hexValues = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16)
  return Number.isNaN(value) ? 255 : value
})

/**
 * Bytes of hex digits in either case, with or without `0x`.
 * @throws RangeError when the text is not an even number of hex digits.
 * @example
 * fromHex('0x00FF') // => Uint8Array.of(0, 255)
 */
export const fromHex = (hex: string): Uint8Array => {
  if (hex.length % 2 !== 0) throw new RangeError('not hex')
  const bytes = new Uint8Array((hex.length - (hex.startsWith('0x') ? 2 : 0)) / 2)
  writeHex(hex, bytes, 0)
  return bytes
}

/**
 * Writes the bytes of hex digits, as `fromHex` reads them, where they belong: many ids need no memory of their own on the way.
 * @throws RangeError when the text is not an even number of hex digits.
 * @example
 * const bytes = new Uint8Array(3)
 * writeHex('00ff', bytes, 1)
 * bytes // => Uint8Array.of(0, 0, 255)
 */
export const writeHex = (hex: string, into: Uint8Array, from: number): void => {
  if (hex.length % 2 !== 0) throw new RangeError('not hex')
  let at = from
  for (let i = hex.startsWith('0x') ? 2 : 0; i < hex.length; i += 2) {
    const high = hexValues[hex.charCodeAt(i)] ?? 255
    const low = hexValues[hex.charCodeAt(i + 1)] ?? 255
    if (high === 255 || low === 255) throw new RangeError('not hex')
    into[at++] = (high << 4) | low
  }
}

/**
 * The same as `toHex` with `0x` in front: for things of the chain.
 * @example
 * to0x(Uint8Array.of(0, 255)) // => '0x00ff'
 */
export const to0x = (bytes: Uint8Array): Hex => `0x${toHex(bytes)}`

const encoder = new TextEncoder()
/** Up to here bytes need no buffer outside the heap, and letters are written one by one faster than by an encoder. */
const fewLetters = 64

/**
 * The UTF-8 bytes of a text.
 * @example
 * utf8('é') // => Uint8Array.of(0xc3, 0xa9)
 */
export const utf8 = (text: string): Uint8Array => {
  const { length } = text
  if (length > fewLetters) return encoder.encode(text)
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return encoder.encode(text)
    bytes[i] = code
  }
  return bytes
}

/**
 * The parts one after the other, in a buffer of their own.
 * @example
 * concatBytes(Uint8Array.of(1), Uint8Array.of(2, 3)) // => Uint8Array.of(1, 2, 3)
 */
export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A plain copy with a buffer of its own. `slice()` is none on Node's Buffer: there it is a view. */
export const copyBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

const sharedBytes = 2048
let shared = new ArrayBuffer(0)
let sharedEnd = 0

/**
 * Zeroed bytes. Short ones lie side by side in one buffer of 16 KiB, because to make a buffer costs more than most of what is done with it: hand them
 * to nothing that takes or copies the whole buffer, such as a port between threads.
 */
export const sharedRoom = (length: number): Uint8Array<ArrayBuffer> => {
  if (length > sharedBytes) return new Uint8Array(length)
  if (sharedEnd + length > shared.byteLength) {
    shared = new ArrayBuffer(8 * sharedBytes)
    sharedEnd = 0
  }
  sharedEnd += length
  return new Uint8Array(shared, sharedEnd - length, length)
}

/** A copy in such a room. */
export const sharedCopy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const copy = sharedRoom(bytes.length)
  copy.set(bytes)
  return copy
}

/**
 * Whether length and content are the same. Not for secrets: it stops at the first difference.
 * @example
 * equalBytes(Uint8Array.of(1), Uint8Array.of(1)) // => true
 */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/**
 * Lexicographic order of bytes: negative, zero or positive.
 * @example
 * compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0)) // => -1
 */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const n = Math.min(a.length, b.length)
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0)
  return a.length - b.length
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Base64 for links (RFC 4648 §5), without padding.
 * @example
 * toBase64Url(Uint8Array.of(251, 255)) // => '-_8'
 */
export const toBase64Url = (bytes: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const letters = Math.min(4, bytes.length - i + 1)
    for (let j = 0; j < letters; j++) text += alphabet[(group >> (18 - 6 * j)) & 63]
  }
  return text
}

/**
 * Bytes of unpadded base64url. One text per value: what `toBase64Url` would not write is refused.
 * @throws RangeError on a foreign letter, an impossible length or stray bits at the end.
 * @example
 * fromBase64Url('-_8') // => Uint8Array.of(251, 255)
 */
export const fromBase64Url = (text: string): Uint8Array => {
  if (text.length % 4 === 1) throw new RangeError('not base64url')
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const letter of text) {
    const value = alphabet.indexOf(letter)
    if (value < 0) throw new RangeError('not base64url')
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 255
      held &= (1 << bits) - 1
    }
  }
  if (held !== 0) throw new RangeError('not base64url')
  return bytes
}
