import { crc32 } from 'node:zlib'
import { decodeEntry, type EntryCheck, type EntryToCheck, openBody, signedBytes, type WireEntry } from '@daomesh/protocol'
import { deviceChecks } from './deviceChecks.ts'
import { nativeDecrypt } from './nativeDecrypt.ts'

const bad: EntryCheck = { isGood: false, crc32: 0, opened: null }

const attempt = <T>(run: () => T): T | null => {
  try {
    return run()
  } catch {
    // The answer of a thread is that it could not: whoever asked says why, where somebody wants to know.
    return null
  }
}

const open = ({ header, headerBytes, body }: WireEntry, key: Uint8Array | null): Uint8Array | null =>
  key === null || body === null || header.keyId === null ? null : attempt(() => openBody(key, headerBytes, body, nativeDecrypt))

/** All that the bytes of an entry decide alone: form, body, signature, checksum, and what it says to who has the key. */
export const entryChecks = (): ((entry: EntryToCheck) => EntryCheck) => {
  const isSigned = deviceChecks()
  return ({ bytes, key }) => {
    const entry = attempt(() => decodeEntry(bytes))
    if (entry === null) return bad
    const { header, headerBytes, signature, body } = entry
    if (!isSigned(header.device, signedBytes(headerBytes), signature)) return bad
    const sum = crc32(signature, crc32(headerBytes))
    return { isGood: true, crc32: body === null ? sum : crc32(body, sum), opened: open(entry, key) }
  }
}
