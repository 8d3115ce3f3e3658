import { utf8 } from '@daomesh/protocol'

/** Byte strings of any length, one after the other, with the place where each begins. */
export type Strings = { readonly starts: Uint32Array; readonly bytes: Uint8Array }

const reader = new TextDecoder()

export const bytesAt = ({ starts, bytes }: Strings, i: number): Uint8Array => bytes.subarray(starts[i] ?? 0, starts[i + 1] ?? 0)
export const textAt = (strings: Strings, i: number): string => reader.decode(bytesAt(strings, i))

/** Gathers byte strings; the buffer doubles when it is full. */
export const stringsWriter = (count: number) => {
  const starts = new Uint32Array(count + 1)
  let bytes = new Uint8Array(Math.max(1024, count * 64))
  let n = 0
  let at = 0
  const add = (item: Uint8Array): void => {
    if (at + item.length > bytes.length) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, at + item.length))
      larger.set(bytes)
      bytes = larger
    }
    bytes.set(item, at)
    at += item.length
    starts[++n] = at
  }
  return { add, addText: (text: string) => add(utf8(text)), done: (): Strings => ({ starts, bytes: bytes.subarray(0, at) }) }
}
