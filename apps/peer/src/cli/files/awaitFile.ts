import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError, type EntryId, type ErrorCode, type SpaceId } from '@daomesh/protocol'
import { note } from '../print/output.ts'

type Place = { readonly space: SpaceId; readonly file: EntryId }

/** Milliseconds between two words about how far it is. */
const every = 2_000

/** Waits until a file that is being fetched is whole, and says how far it is. @throws DaomeshError with the reason where it failed. */
export const awaitFile = async (node: NodeClient, place: Place): Promise<void> => {
  const topic = `files:${place.space}`
  const done = new AbortController()
  let said = 0
  try {
    for await (const { topics } of await node.node.changes({ cursor: null }, { signal: done.signal })) {
      if (!topics.some((one) => one === topic || one === '*')) continue
      const { state, bytes, size, error, from } = await node.files.get(place)
      if (state === 'whole') return
      if (state === 'failed' && error !== null) throw new DaomeshError(error.code as ErrorCode, { meta: error.meta })
      if (Date.now() - said < every) continue
      said = Date.now()
      note(`${Math.floor((100 * bytes) / Math.max(1, size))} % of ${size} bytes from ${from.length} peers`)
    }
  } finally {
    done.abort()
  }
}
