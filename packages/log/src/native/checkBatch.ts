import type { DeviceId, EntryCheck, EntryToCheck } from '@daomesh/protocol'
import { fromHex, toHex } from '@daomesh/protocol/entry'

// A batch and its answers as one buffer each: they move between threads without being copied, and no object is taken apart and put together again.

/** Keys and devices alike. */
const keyBytes = 32
/** The number of a key takes one byte, and 0 says that there is none. */
const mostKeys = 255
/** How many keys, and in two bytes how many devices. */
const countBytes = 3
/** Lengths of header and body, the latter one more than it is, or 0 where there is none; of the signature; the number of the device; the number of the key. */
const headBytes = 13
/** Whether it is good, its CRC, and one more than the length of its plaintext, or 0. */
const answerBytes = 9

const sizeOf = ({ headerBytes, signature, body }: EntryToCheck): number =>
  headBytes + headerBytes.length + signature.length + (body?.length ?? 0)

/** Numbers from 1 on, in the order of the map. */
const numberIn = <T>(numbers: Map<T, number>, one: T): number => {
  const known = numbers.get(one)
  if (known !== undefined) return known
  numbers.set(one, numbers.size + 1)
  return numbers.size
}

/** The numbers of keys and devices, the keys, the devices, then the entries: header, signature, body. A batch has fewer devices than fit into two bytes. */
export const packEntries = (entries: readonly EntryToCheck[]): ArrayBuffer => {
  const keys = new Map<Uint8Array, number>()
  const devices = new Map<DeviceId, number>()
  let size = countBytes
  for (const entry of entries) {
    const { key, device } = entry
    if (key !== null && key.length === keyBytes && keys.size < mostKeys) numberIn(keys, key)
    numberIn(devices, device)
    size += sizeOf(entry)
  }
  const buffer = new ArrayBuffer(size + (keys.size + devices.size) * keyBytes)
  const whole = new Uint8Array(buffer)
  const view = new DataView(buffer)
  whole[0] = keys.size
  view.setUint16(1, devices.size)
  let at = countBytes
  const put = (bytes: Uint8Array): void => {
    whole.set(bytes, at)
    at += bytes.length
  }
  for (const key of keys.keys()) put(key)
  for (const device of devices.keys()) put(fromHex(device))
  for (const { device, headerBytes, signature, body, key } of entries) {
    view.setUint32(at, headerBytes.length)
    view.setUint32(at + 4, body === null ? 0 : body.length + 1)
    view.setUint16(at + 8, signature.length)
    view.setUint16(at + 10, devices.get(device) ?? 0)
    whole[at + 12] = key === null ? 0 : (keys.get(key) ?? 0)
    at += headBytes
    put(headerBytes)
    put(signature)
    if (body !== null) put(body)
  }
  return buffer
}

/** The entries of a packed buffer, one after the other, without copying. */
export function* unpackEntries(buffer: ArrayBuffer): Generator<EntryToCheck> {
  const whole = new Uint8Array(buffer)
  const view = new DataView(buffer)
  let at = countBytes
  const take = (length: number): Uint8Array => whole.subarray(at, (at += length))
  const keys = Array.from({ length: whole[0] ?? 0 }, () => take(keyBytes))
  const devices = Array.from({ length: view.getUint16(1) }, () => toHex(take(keyBytes)) as DeviceId)
  while (at < whole.length) {
    const [headerLength, bodyLength] = [view.getUint32(at), view.getUint32(at + 4)]
    const signatureLength = view.getUint16(at + 8)
    const device = devices[view.getUint16(at + 10) - 1] ?? ('' as DeviceId)
    const key = keys[(whole[at + 12] ?? 0) - 1] ?? null
    at += headBytes
    yield {
      device,
      key,
      headerBytes: take(headerLength),
      signature: take(signatureLength),
      body: bodyLength === 0 ? null : take(bodyLength - 1),
    }
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
