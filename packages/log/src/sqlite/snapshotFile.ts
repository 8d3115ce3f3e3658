import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type Cbor, decode, encode } from '@daomesh/protocol'

/** Bytes, then what the store says of them, then the length of that and the checksum of all before it. */
const tailBytes = 8

/** Puts the file in the place of the one before. No flush: what a power cut leaves of it has a wrong checksum. */
export const writeSnapshotFile = async (path: string, note: Cbor, bytes: Uint8Array): Promise<void> => {
  const end = encode(note)
  const tail = new DataView(new ArrayBuffer(tailBytes))
  tail.setUint32(0, end.length)
  const length = new Uint8Array(tail.buffer, 0, 4)
  tail.setUint32(4, crc32(length, crc32(end, crc32(bytes))))
  const fresh = `${path}.writing`
  try {
    await writeFile(fresh, [bytes, end, new Uint8Array(tail.buffer)], { mode: 0o600 })
    await rename(fresh, path)
  } catch {
    // No room, or a folder that is gone: the next start reads the rows.
    await rm(fresh, { force: true }).catch(() => undefined)
  }
}

/** null for a file that is not there, or not whole. */
export const readSnapshotFile = (path: string): { readonly note: unknown; readonly bytes: Uint8Array } | null => {
  let whole: Buffer
  try {
    whole = readFileSync(path)
  } catch {
    return null
  }
  const at = whole.length - tailBytes
  if (at < 0 || crc32(whole.subarray(0, at + 4)) !== whole.readUInt32BE(at + 4)) return null
  const start = at - whole.readUInt32BE(at)
  return start < 0 ? null : { note: decode(whole.subarray(start, at)), bytes: new Uint8Array(whole.buffer, whole.byteOffset, start) }
}
