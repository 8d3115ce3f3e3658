import { type EntryId, fromHex, toHex } from '@daomesh/protocol'

/** Finds the place of an id among many. Ids are hashes, so their first bytes spread them; open addressing, at most half full. */
export const idTable = (ids: Uint8Array, count: number) => {
  const words = new DataView(ids.buffer, ids.byteOffset, ids.length)
  let size = 1024
  while (size < count * 2) size *= 2
  const slots = new Int32Array(size).fill(-1)
  for (let i = 0; i < count; i++) {
    let slot = words.getUint32(i * 32) & (size - 1)
    while (slots[slot] !== -1) slot = (slot + 1) & (size - 1)
    slots[slot] = i
  }
  const isAt = (id: Uint8Array, i: number): boolean => {
    for (let k = 0; k < 32; k++) if (ids[i * 32 + k] !== id[k]) return false
    return true
  }
  return {
    at: (i: number): EntryId => toHex(ids.subarray(i * 32, i * 32 + 32)) as EntryId,
    /** −1 where it is none of them. */
    find: (id: EntryId): number => {
      if (id.length !== 64) return -1
      const bytes = fromHex(id)
      for (let slot = Number.parseInt(id.slice(0, 8), 16) & (size - 1); ; slot = (slot + 1) & (size - 1)) {
        const i = slots[slot] ?? -1
        if (i === -1 || isAt(bytes, i)) return i
      }
    },
  }
}
