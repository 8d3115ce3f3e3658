/** Which chunks of a file somebody has: one bit each, the first chunk in the highest bit of the first byte. */
export type Bitmap = {
  readonly length: number
  readonly has: (index: number) => boolean
  readonly set: (index: number, has: boolean) => void
  readonly count: () => number
  readonly bytes: () => Uint8Array
}

/** @param bytes a bitmap as `bytes()` gives it; too few or too many bits mean that it is not one of this length. */
export const createBitmap = (length: number, bytes?: Uint8Array): Bitmap => {
  const bits = new Uint8Array(Math.ceil(length / 8))
  let count = 0
  const has = (index: number): boolean => index < length && ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0
  const bitmap: Bitmap = {
    length,
    has,
    set(index, next) {
      if (index >= length || has(index) === next) return
      bits[index >> 3] = (bits[index >> 3] ?? 0) ^ (0x80 >> (index & 7))
      count += next ? 1 : -1
    },
    count: () => count,
    bytes: () => bits.slice(),
  }
  if (bytes !== undefined)
    for (let index = 0; index < length; index++) if (((bytes[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0) bitmap.set(index, true)
  return bitmap
}

/** Whether bytes are a bitmap of this length in its one form: no byte too many, no bit behind the end. */
export const isBitmapOf = (length: number, bytes: Uint8Array): boolean =>
  bytes.length === Math.ceil(length / 8) && (length % 8 === 0 || ((bytes.at(-1) ?? 0) & (0xff >> (length % 8))) === 0)
