import { decode, type DraftId, encode, fromHex, openEphemeral, type Random, sealEphemeral, toHex } from '@daomesh/protocol'
import { z } from 'zod'
import type { Space } from '../spaces/space.ts'

const wire = z.tuple([z.instanceof(Uint8Array).refine((b) => b.length === 16), z.instanceof(Uint8Array)])

/** Who edits where, under the space key: a removed member on the same topic reads nothing. */
export const sealPresence = (space: Space, draft: DraftId, update: Uint8Array, random: Random): Uint8Array | null => {
  const [key] = space.keys()
  return key === undefined ? null : sealEphemeral(key.key, random.bytes(24), encode([fromHex(draft), update]))
}

/** null for what is not under this key or not presence: it is ephemeral, so nothing is lost. */
export const openPresence = (space: Space, bytes: Uint8Array): { readonly draft: DraftId; readonly update: Uint8Array } | null => {
  const [key] = space.keys()
  const opened = key === undefined ? null : openEphemeral(key.key, bytes)
  if (opened === null) return null
  try {
    const [draft, update] = wire.parse(decode(opened))
    return { draft: toHex(draft) as DraftId, update }
  } catch {
    return null
  }
}
