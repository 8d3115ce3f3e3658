import { fromHex, utf8 } from '../bytes.ts'

/** Writes the few shapes that entries are made of, in their one canonical encoding. */
export type Writer = {
  readonly array: (length: number) => void
  readonly nat: (value: number) => void
  readonly bytes: (value: Uint8Array) => void
  /** Bytes given as hex, or null. */
  readonly hex: (value: string | null) => void
  readonly text: (value: string) => void
  readonly nothing: () => void
  readonly done: () => Uint8Array
}

/** How many bytes the head of so many bytes takes. */
export const headBytes = (length: number): number => (length < 24 ? 1 : length < 256 ? 2 : length < 65_536 ? 3 : 5)

/** `size` is the largest number of bytes that will be written. @throws RangeError beyond it, or on a number that is no natural one. */
export const writer = (size: number): Writer => {
  const target = new Uint8Array(size)
  let at = 0
  const put = (byte: number): void => {
    if (at >= size) throw new RangeError('too long')
    target[at++] = byte
  }
  const head = (major: number, value: number): void => {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not a natural number')
    const top = major << 5
    if (value < 24) {
      put(top | value)
      return
    }
    const length = value < 256 ? 1 : value < 65_536 ? 2 : value < 4_294_967_296 ? 4 : 8
    put(top | (length === 1 ? 24 : length === 2 ? 25 : length === 4 ? 26 : 27))
    for (let i = length - 1; i >= 0; i--) put(Math.floor(value / 256 ** i) % 256)
  }
  const bytes = (value: Uint8Array): void => {
    head(2, value.length)
    if (at + value.length > size) throw new RangeError('too long')
    target.set(value, at)
    at += value.length
  }
  return {
    array: (length) => head(4, length),
    nat: (value) => head(0, value),
    bytes,
    hex: (value) => (value === null ? put(0xf6) : bytes(fromHex(value))),
    text: (value) => {
      const raw = utf8(value)
      head(3, raw.length)
      if (at + raw.length > size) throw new RangeError('too long')
      target.set(raw, at)
      at += raw.length
    },
    nothing: () => put(0xf6),
    done: () => (at === size ? target : target.slice(0, at)),
  }
}
