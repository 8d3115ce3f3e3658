import type { EntryId, SyncSpace } from '@daomesh/protocol'
import type { Asker } from './asker.ts'
import { fault } from '../frames/fault.ts'
import type { Branches, LogSeq } from './syncFrames.ts'
import { type Counted, takeBatches } from './takeBatches.ts'

type From = { readonly asker: Asker; readonly channel: number; readonly space: SyncSpace }
type At = { readonly seq: number; readonly after: EntryId | null }
type Page = { readonly places: readonly Branches[]; readonly more: boolean }

/** Places and ids rise: so a peer that names the same for ever comes to an end. */
const checkOrder = ({ places, more }: Page, from: At): void => {
  let at = { seq: from.seq, id: from.after ?? '' }
  for (const { seq, ids } of places)
    for (const id of ids) {
      if (seq < at.seq || (seq === at.seq && id <= at.id)) throw fault('branches out of order')
      at = { seq, id }
    }
  if (more && places.length === 0) throw fault('empty page')
}

const branchesAfter = async ({ asker, channel }: From, log: LogSeq['log'], from: At): Promise<Page> => {
  let page: Page = { places: [], more: false }
  await asker.ask({ type: 'askBranches', channel, log, ...from }, (reply) => {
    checkOrder(reply, from)
    page = reply
    return true
  })
  return page
}

const fetchEntries = async (p: From, log: LogSeq['log'], places: readonly Branches[], counted: Counted): Promise<void> => {
  const batches = takeBatches(p.space, counted)
  const asked = p.asker.ask({ type: 'askEntries', channel: p.channel, log, places }, async (batch) => {
    if (batch.progress.length > 0) throw fault('range not asked or already ended')
    if (!batch.last && batch.entries.length === 0) throw fault('batch without progress')
    if (batch.entries.length > 0) await batches.begin(batch.entries)
    if (batch.last) await batches.finished()
    return batch.last
  })
  await Promise.race([asked, batches.failed])
}

/**
 * Of a log that is forked here or there, what is missing from a place on: the ids of all branches are named, and of these only those that are not here are
 * fetched. A page at a time, however many branches a hostile device wrote.
 */
export const pullBranches = async (p: From, { log, seq }: LogSeq, counted: Counted): Promise<void> => {
  let from: At | null = { seq, after: null }
  while (from !== null) {
    const page: Page = await branchesAfter(p, log, from)
    const missing = page.places.flatMap((place): Branches[] => {
      const ids = place.ids.filter((id) => !p.space.has(id))
      return ids.length === 0 ? [] : [{ seq: place.seq, ids }]
    })
    if (missing.length > 0) await fetchEntries(p, log, missing, counted)
    const last = page.places.at(-1)
    from = page.more && last !== undefined ? { seq: last.seq, after: last.ids.at(-1) ?? null } : null
  }
}
