import { DaomeshError, type DraftId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { DraftEvent } from '../../drafts/openDraft.ts'
import { toBase64 } from '../../words/base64.ts'
import { readDraft } from './readDraft.ts'

export type DraftWatchEvent =
  | { type: 'snapshot'; update: string; at: number }
  | { type: 'update'; update: string; account: `0x${string}` | null; at: number; saw: number | null }
  | { type: 'presence'; update: string }

/** Events kept for a slow editor; past that it gets a fresh snapshot instead, which holds the same. */
const held = 500

/**
 * A draft as it changes: first the snapshot, then each edit and presence; after a rebuild the snapshot again.
 * @throws DaomeshError `DRAFT_UNKNOWN`; `DRAFT_UPDATE_REFUSED` when `session` is over, so that an editor opens another before somebody types.
 */
export async function* watchDraft(
  node: NodeContext,
  { space: id, draft, session }: { readonly space: SpaceId; readonly draft: DraftId; readonly session: string | null },
  signal: AbortSignal | undefined,
): AsyncGenerator<DraftWatchEvent, void, undefined> {
  readDraft(node, { space: id, draft })
  const opened = node.drafts.open(node.spaces.writing(id), draft)
  if (session !== null && !opened.knows(session)) throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: 'no session' } })
  const client = session === null ? undefined : opened.clientOf(session)
  let waiting: DraftEvent[] = []
  let wake: () => void = () => undefined
  const unfollow = opened.follow((event) => {
    // Who is here is told again soon: it takes no edit's place.
    if (event.type === 'presence' && waiting.length >= held) return
    waiting.push(event)
    if (waiting.length > held) waiting = [{ type: 'rebuilt' }]
    wake()
  })
  signal?.addEventListener('abort', () => wake())
  const snapshot = () => ({ type: 'snapshot' as const, update: toBase64(opened.document.snapshot()), at: opened.at() })
  try {
    yield snapshot()
    while (!signal?.aborted) {
      const batch = waiting
      waiting = []
      for (const event of batch) {
        if (event.type === 'rebuilt') yield snapshot()
        else if (event.type === 'presence') yield { type: 'presence', update: toBase64(event.update) }
        else {
          const saw = client === undefined ? null : event.saw(client)
          yield { type: 'update', update: toBase64(event.update), account: event.account, at: event.at, saw }
        }
      }
      if (waiting.length === 0 && !signal?.aborted) await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    unfollow()
  }
}
