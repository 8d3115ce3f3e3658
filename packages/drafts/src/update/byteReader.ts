import { UpdateRefused } from '../refusal.ts'

/** Reads bytes one after the other and never past their end; nothing is allocated on the word of a length. */
export type ByteReader = {
  readonly at: () => number
  readonly atEnd: () => boolean
  readonly byte: () => number
  /** Unsigned LEB128 up to 2^53−1. */
  readonly uint: () => number
  /** Yjs's signed form: sign in bit 6 of the first byte. */
  readonly int: () => number
  readonly text: (maxChars: number) => string
  readonly float: (size: 4 | 8) => number
}

const malformed = (detail: string, cause?: unknown) => new UpdateRefused('malformed', detail, cause)
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const readBytes = (bytes: Uint8Array): ByteReader => {
  let at = 0
  const byte = (): number => {
    const value = bytes[at]
    if (value === undefined) throw malformed('ends too early')
    at++
    return value
  }
  const rest = (first: number, firstFactor: number, firstMore: boolean): number => {
    let value = first
    let factor = firstFactor
    for (let more = firstMore; more; factor *= 128) {
      const next = byte()
      value += (next & 127) * factor
      if (value > Number.MAX_SAFE_INTEGER || factor > 2 ** 49) throw malformed('number too large')
      more = next > 127
    }
    return value
  }
  const uint = () => rest(0, 1, true)
  const int = () => {
    const first = byte()
    const size = rest(first & 63, 64, first > 127)
    return (first & 64) === 0 ? size : -size
  }
  const take = (size: number): Uint8Array => {
    if (size > bytes.length - at) throw malformed('length past the end')
    at += size
    return bytes.subarray(at - size, at)
  }
  const text = (maxChars: number): string => {
    const piece = take(uint())
    let read: string
    try {
      read = utf8.decode(piece)
    } catch (cause) {
      throw malformed('not UTF-8', cause)
    }
    if (read.length > maxChars) throw new UpdateRefused('size', 'text too long')
    return read
  }
  const float = (size: 4 | 8): number => {
    const piece = take(size)
    const view = new DataView(piece.buffer, piece.byteOffset, size)
    return size === 4 ? view.getFloat32(0) : view.getFloat64(0)
  }
  return { at: () => at, atEnd: () => at === bytes.length, byte, uint, int, text, float }
}
