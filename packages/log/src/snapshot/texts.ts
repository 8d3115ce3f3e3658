/** Byte strings of any length, one after the other, with the place where each begins. */
export type Strings = { readonly starts: Uint32Array; readonly bytes: Uint8Array }

const reader = new TextDecoder()

export const bytesAt = ({ starts, bytes }: Strings, i: number): Uint8Array => bytes.subarray(starts[i] ?? 0, starts[i + 1] ?? 0)
export const textAt = (strings: Strings, i: number): string => reader.decode(bytesAt(strings, i))

const encoder = new TextEncoder()

/** Gathers byte strings in one buffer, which doubles when it is full. `size`: about how many bytes come, so that it need not. */
export const stringsWriter = (count: number, size: number) => {
  const starts = new Uint32Array(count + 1)
  let bytes = new Uint8Array(Math.max(1024, size))
  let n = 0
  let at = 0
  const makeRoom = (length: number): void => {
    if (at + length <= bytes.length) return
    const larger = new Uint8Array(Math.max(bytes.length * 2, at + length))
    larger.set(bytes)
    bytes = larger
  }
  const add = (item: Uint8Array): void => {
    makeRoom(item.length)
    bytes.set(item, at)
    at += item.length
    starts[++n] = at
  }
  /** Written in place: a piece of memory of its own for each of many texts costs the collector more than the writing. */
  const addText = (text: string): void => {
    makeRoom(text.length)
    let { read, written } = encoder.encodeInto(text, bytes.subarray(at))
    if (read < text.length) {
      makeRoom(text.length * 3)
      ;({ read, written } = encoder.encodeInto(text, bytes.subarray(at)))
    }
    at += written
    starts[++n] = at
  }
  return { add, addText, done: (): Strings => ({ starts, bytes: bytes.subarray(0, at) }) }
}
