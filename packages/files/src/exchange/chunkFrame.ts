import { concatBytes } from '@daomesh/protocol'

/** Head of a CBOR item in its shortest form. */
const head = (major: number, value: number): readonly number[] =>
  value < 24
    ? [major | value]
    : value < 0x100
      ? [major | 24, value]
      : value < 0x1_0000
        ? [major | 25, value >> 8, value & 255]
        : [major | 26, value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]

/** `[7, index, sealed]` in front of its bytes: an array of three, 7, the index, the length. */
const headOf = (index: number, length: number): Uint8Array => Uint8Array.from([0x83, 7, ...head(0, index), ...head(0x40, length)])

/** A chunk as its frame, as the codec writes it, with one copy in place of three. */
export const chunkFrame = (index: number, sealed: Uint8Array): Uint8Array => concatBytes(headOf(index, sealed.length), sealed)

const argument = (wire: Uint8Array, at: number): { readonly value: number; readonly next: number } | null => {
  const short = (wire[at] ?? 31) & 31
  if (short < 24) return { value: short, next: at + 1 }
  const bytes = [1, 2, 4][short - 24]
  if (bytes === undefined || at + 1 + bytes > wire.length) return null
  let value = 0
  for (let i = 1; i <= bytes; i++) value = value * 256 + (wire[at + i] ?? 0)
  return { value, next: at + 1 + bytes }
}

/** The chunk in these bytes without a copy, if they are exactly what `chunkFrame` writes; everything else is left to the codec. */
export const readChunkFrame = (wire: Uint8Array): { readonly index: number; readonly sealed: Uint8Array } | null => {
  if (wire[0] !== 0x83 || wire[1] !== 7) return null
  const index = argument(wire, 2)
  const length = index === null ? null : argument(wire, index.next)
  if (index === null || length === null || wire.length !== length.next + length.value) return null
  const expected = headOf(index.value, length.value)
  if (expected.length !== length.next || !expected.every((byte, i) => byte === wire[i])) return null
  return { index: index.value, sealed: wire.subarray(length.next) }
}
