import { DaomeshError, type SyncSpace } from '@daomesh/protocol'

/** Of all entries fetched so far. */
export type Counted = { stored: number; known: number }

/**
 * Takes batches while the ones before them are stored, so that checks, disk and line work at the same time. At most two are under way: then the
 * receive loop waits, and with it the peer. What they store is flushed at the end of the pull.
 */
export const takeBatches = (space: SyncSpace, counted: Counted) => {
  const failed = Promise.withResolvers<never>()
  let last: Promise<void> = Promise.resolve()
  const take = async (entries: readonly Uint8Array[]): Promise<void> => {
    const report = await space.ingest(entries, { durable: false })
    counted.stored += report.stored.length
    counted.known += report.known
    if (report.refused > 0) throw new DaomeshError('ENTRY_MALFORMED', { meta: { refused: report.refused } })
  }
  return {
    /** Rejects as soon as a batch is refused, or the own store fails. */
    failed: failed.promise,
    begin: async (entries: readonly Uint8Array[]): Promise<void> => {
      const before = last
      last = take(entries)
      last.catch(failed.reject)
      // Nothing more is read meanwhile: two batches are all that is held.
      await Promise.race([before, failed.promise])
    },
    finished: (): Promise<void> => Promise.race([last, failed.promise]),
  }
}
