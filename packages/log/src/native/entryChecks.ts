import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { EntryCheck, EntryToCheck } from '@daomesh/protocol'
import { bodyHashIn, equalBytes, openBody, signedMessageOf } from '@daomesh/protocol/entry'
import { deviceChecks } from './deviceChecks.ts'
import { nativeDecrypt } from './nativeDecrypt.ts'

const bad: EntryCheck = { isGood: false, crc32: 0, opened: null }

const hasItsBody = ({ headerBytes, body }: EntryToCheck): boolean =>
  body === null || equalBytes(hash('sha256', body, 'buffer'), bodyHashIn(headerBytes, body.length))

const open = ({ headerBytes, body, key }: EntryToCheck): Uint8Array | null => {
  if (key === null || body === null) return null
  try {
    return openBody(key, headerBytes, body, nativeDecrypt)
  } catch {
    // The answer of a thread is that it could not: whoever asked says why, where somebody wants to know.
    return null
  }
}

/** All that the bytes of an entry decide alone, once they are known for its parts: body, signature, checksum, and what it says to who has the key. */
export const entryChecks = (): ((entry: EntryToCheck) => EntryCheck) => {
  const isSigned = deviceChecks()
  return (entry) => {
    const { device, headerBytes, signature, body } = entry
    if (!hasItsBody(entry)) return bad
    const signed = signedMessageOf(headerBytes, signature)
    if (!isSigned(device, signed.message, signed.signature)) return bad
    const sum = crc32(signature, crc32(headerBytes))
    return { isGood: true, crc32: body === null ? sum : crc32(body, sum), opened: open(entry) }
  }
}
