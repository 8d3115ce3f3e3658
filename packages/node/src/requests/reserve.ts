import { DaomeshError, utf8 } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'

/** One above the last number taken; null for none, or for a row that a damaged disk made unreadable: the records then say how far it went. */
const afterLast = (meta: Pick<MetaStore, 'get' | 'unreadable'>, key: string): bigint | null => {
  const kept = meta.get(key)
  if (kept === undefined) return null
  const text = new TextDecoder().decode(kept)
  if (/^[0-9]{1,78}$/.test(text)) return BigInt(text) + 1n
  meta.unreadable?.(key, new DaomeshError('STORAGE_DAMAGED', { meta: { key } }))
  return null
}

/**
 * Takes a number for good at the moment it is asked for: the least one given, or one above the last that was taken under this key. Records show a
 * number only once they are written, and a person may take their time to sign one: two requests in between would get the same.
 * A number whose record is never written is left out; nothing counts them.
 */
export const reserve = (meta: Pick<MetaStore, 'get' | 'set' | 'unreadable'>, key: string, least: bigint): bigint => {
  const after = afterLast(meta, key) ?? least
  const taken = after > least ? after : least
  meta.set(key, utf8(taken.toString()))
  return taken
}
