import { type DeviceId, fromHex, toHex, type Verifier } from '@daomesh/protocol'

export type SignedItem = Parameters<Verifier['verifyDevice']>[0][number]

const keyBytes = 32
export const signatureBytes = 64

/**
 * Signatures as one buffer that moves between threads without being copied: per item the key, the length of the message in four bytes, the message, and
 * the signature. Every signature has `signatureBytes`.
 */
export const packItems = (items: readonly SignedItem[]): ArrayBuffer => {
  let size = 0
  for (const { message } of items) size += keyBytes + 4 + message.length + signatureBytes
  const buffer = new ArrayBuffer(size)
  const bytes = new Uint8Array(buffer)
  const view = new DataView(buffer)
  let at = 0
  for (const { device, message, signature } of items) {
    bytes.set(fromHex(device), at)
    view.setUint32(at + keyBytes, message.length)
    bytes.set(message, at + keyBytes + 4)
    at += keyBytes + 4 + message.length
    bytes.set(signature, at)
    at += signatureBytes
  }
  return buffer
}

/** The items of a packed buffer, one after the other, without copying. */
export function* unpackItems(buffer: ArrayBuffer): Generator<SignedItem> {
  const bytes = new Uint8Array(buffer)
  const view = new DataView(buffer)
  for (let at = 0; at < bytes.length;) {
    const device = toHex(bytes.subarray(at, at + keyBytes)) as DeviceId
    const start = at + keyBytes + 4
    const end = start + view.getUint32(at + keyBytes)
    at = end + signatureBytes
    yield { device, message: bytes.subarray(start, end), signature: bytes.subarray(end, at) }
  }
}
