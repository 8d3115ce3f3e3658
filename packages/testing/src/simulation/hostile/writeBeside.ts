import type { MemoryDisk } from '@daomesh/log/memory'
import {
  bodyHashOf,
  decodeHeader,
  type DeviceKey,
  encode,
  encodeHeader,
  type EntryId,
  entryIdOf,
  signedBytes,
  type SpaceId,
} from '@daomesh/protocol'

/** Puts a second record of the same device beside one on a disk, as its sender would have sent it: at the next start there is a fork. */
export const writeBeside = (disk: MemoryDisk, space: SpaceId, entry: EntryId, device: DeviceKey): void => {
  const rows = disk.spaces.get(space)
  const known = rows?.entries.get(entry)
  if (rows === undefined || known === undefined) throw new RangeError('no such record on this disk')
  const body = encode({ v: 1, name: 'Somebody else' })
  const header = { ...decodeHeader(known.headerBytes), kind: 'profile.set', keyId: null, bodyHash: bodyHashOf(body), bodySize: body.length }
  const headerBytes = encodeHeader(header)
  const id = entryIdOf(headerBytes)
  const unjudged = { verdict: 'pending', reason: null, standing: 'counted', member: null } as const
  rows.entries.set(id, { id, headerBytes, signature: device.sign(signedBytes(headerBytes)), body, ...unjudged })
}
