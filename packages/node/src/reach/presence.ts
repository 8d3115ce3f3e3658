import { decode, type DraftId, encode, fromHex, toHex } from '@daomesh/protocol'
import { z } from 'zod'

const wire = z.tuple([z.instanceof(Uint8Array).refine((b) => b.length === 16), z.instanceof(Uint8Array)])

/** Who edits where. Gossip seals it under the key of the space. */
export const encodePresence = (draft: DraftId, update: Uint8Array): Uint8Array => encode([fromHex(draft), update])

/** null for what is not presence: it is ephemeral, so nothing is lost. */
export const readPresence = (bytes: Uint8Array): { readonly draft: DraftId; readonly update: Uint8Array } | null => {
  try {
    const [draft, update] = wire.parse(decode(bytes))
    return { draft: toHex(draft) as DraftId, update }
  } catch {
    return null
  }
}
