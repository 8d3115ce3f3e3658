import { entryIdOf, fromHex, hashOf } from '@daomesh/protocol'

/**
 * The header of a wire entry without decoding the rest: dag-cbor [header, signature, body] begins with 0x83 and a byte string.
 * Null when the bytes do not begin so; they are judged and rejected under a hash of the whole.
 */
export const headerBytesOf = (bytes: Uint8Array): Uint8Array | null => {
  if (bytes[0] !== 0x83) return null
  const lead = bytes[1] ?? 0
  let start: number
  let size: number
  if (lead >= 0x40 && lead <= 0x57) [start, size] = [2, lead - 0x40]
  else if (lead === 0x58) [start, size] = [3, bytes[2] ?? 0]
  else if (lead === 0x59) [start, size] = [4, ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)]
  else return null
  return bytes.length < start + size ? null : bytes.subarray(start, start + size)
}

/** How messages of a topic are named: an entry by its id, anything else by a hash of all its bytes. */
export type MessageIds = 'entry' | 'whole'

export const gossipDomain = 'daomesh/gossip/1'

/** Message id = entry id, so that a copy is recognised before it is judged and whatever way it came. */
export const messageIdOf = (ids: MessageIds, bytes: Uint8Array): Uint8Array => {
  const header = ids === 'entry' ? headerBytesOf(bytes) : null
  return header === null ? hashOf(gossipDomain, bytes) : fromHex(entryIdOf(header))
}
