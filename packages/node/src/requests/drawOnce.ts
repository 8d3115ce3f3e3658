import type { Random } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'

/**
 * Random bytes that belong to one request: kept before anything is made of them, so that a retry after a crash goes on with the same secret or salt
 * and what it makes is the same thing, not a second one.
 */
export const drawOnce = (
  { meta, random }: { readonly meta: Pick<MetaStore, 'get' | 'set'>; readonly random: Random },
  requestId: string,
  length: number,
): Uint8Array => {
  const key = `drawn:${requestId}`
  const kept = meta.get(key)
  if (kept !== undefined) return kept
  const drawn = random.bytes(length)
  meta.set(key, drawn)
  return drawn
}
