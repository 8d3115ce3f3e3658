import type { EntryCheck, EntryToCheck } from '@daomesh/protocol'

// A batch and its answers as one buffer each: they move between threads without being copied, and no object is taken apart and put together again.

const keyBytes = 32
/** The number of a key takes one byte, and 0 says that there is none. */
const mostKeys = 255
/** The length of an entry, and the number of its key. */
const headBytes = 5
/** Whether it is good, its CRC, and one more than the length of its plaintext, or 0. */
const answerBytes = 9

const sizeOf = (entries: readonly EntryToCheck[]): number => entries.reduce((sum, { bytes }) => sum + headBytes + bytes.length, 0)

/** How many keys in one byte, the keys, then the entries. */
export const packEntries = (entries: readonly EntryToCheck[]): ArrayBuffer => {
  const numbers = new Map<Uint8Array, number>()
  for (const { key } of entries)
    if (key !== null && key.length === keyBytes && numbers.size < mostKeys && !numbers.has(key)) numbers.set(key, numbers.size + 1)
  const buffer = new ArrayBuffer(1 + numbers.size * keyBytes + sizeOf(entries))
  const whole = new Uint8Array(buffer)
  const view = new DataView(buffer)
  whole[0] = numbers.size
  let at = 1
  for (const key of numbers.keys()) {
    whole.set(key, at)
    at += keyBytes
  }
  for (const { bytes, key } of entries) {
    view.setUint32(at, bytes.length)
    whole[at + 4] = key === null ? 0 : (numbers.get(key) ?? 0)
    whole.set(bytes, at + headBytes)
    at += headBytes + bytes.length
  }
  return buffer
}

/** The entries of a packed buffer, one after the other, without copying. */
export function* unpackEntries(buffer: ArrayBuffer): Generator<EntryToCheck> {
  const whole = new Uint8Array(buffer)
  const view = new DataView(buffer)
  const keys = Array.from({ length: whole[0] ?? 0 }, (_, i) => whole.subarray(1 + i * keyBytes, 1 + (i + 1) * keyBytes))
  for (let at = 1 + keys.length * keyBytes; at < whole.length;) {
    const start = at + headBytes
    const end = start + view.getUint32(at)
    yield { bytes: whole.subarray(start, end), key: keys[(whole[at + 4] ?? 0) - 1] ?? null }
    at = end
  }
}

/** The answers one after the other, each with its plaintext behind it. */
export const packChecks = (checks: readonly EntryCheck[]): ArrayBuffer => {
  const buffer = new ArrayBuffer(checks.reduce((sum, { opened }) => sum + answerBytes + (opened?.length ?? 0), 0))
  const whole = new Uint8Array(buffer)
  const view = new DataView(buffer)
  let at = 0
  for (const { isGood, crc32, opened } of checks) {
    whole[at] = isGood ? 1 : 0
    view.setUint32(at + 1, crc32)
    view.setUint32(at + 5, opened === null ? 0 : opened.length + 1)
    at += answerBytes
    if (opened === null) continue
    whole.set(opened, at)
    at += opened.length
  }
  return buffer
}

/** The plaintexts are views of the buffer. */
export const unpackChecks = (buffer: ArrayBuffer): EntryCheck[] => {
  const whole = new Uint8Array(buffer)
  const view = new DataView(buffer)
  const checks: EntryCheck[] = []
  for (let at = 0; at < whole.length;) {
    const length = view.getUint32(at + 5)
    const start = at + answerBytes
    const opened = length === 0 ? null : whole.subarray(start, start + length - 1)
    checks.push({ isGood: whole[at] === 1, crc32: view.getUint32(at + 1), opened })
    at = start + (opened?.length ?? 0)
  }
  return checks
}
