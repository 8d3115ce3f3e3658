import { DaomeshError, type EntryId } from '@daomesh/protocol'
import type { Contribution, DraftEntry } from '../document/entry.ts'
import { type IdRange, type IdSet, idSet } from './idSet.ts'

/** What a document said at one moment. */
export type Version = {
  /** Clocks of each session that are there. */
  readonly clocks: ReadonlyMap<number, number>
  readonly deleted: IdSet
}

/** The entry and everything its author had before them. */
const pastOf = (entries: ReadonlyMap<EntryId, DraftEntry>, entry: EntryId): ReadonlySet<EntryId> => {
  const past = new Set<EntryId>()
  const waiting = [entry]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const found = entries.get(id)
    if (found === undefined || past.has(id)) continue
    past.add(id)
    if (found.prev !== null) waiting.push(found.prev)
    waiting.push(...found.parents)
  }
  return past
}

const versionFrom = (contributions: Iterable<Contribution>): Version => {
  const clocks = new Map<number, number>()
  const deletions: IdRange[] = []
  for (const { client, to, deletions: ranges } of contributions) {
    clocks.set(client, Math.max(to, clocks.get(client) ?? 0))
    for (const range of ranges) deletions.push(range)
  }
  return { clocks, deleted: idSet(deletions) }
}

/**
 * The version that an entry names: what its author had on screen once it was written (SPEC.md Y32). The same on every replica; null stands for now.
 * @throws DaomeshError `INPUT_INVALID` for an entry that wrote nothing here.
 */
export const versionOf = (
  entries: ReadonlyMap<EntryId, DraftEntry>,
  contributions: readonly Contribution[],
  entry: EntryId | null,
): Version => {
  if (entry === null) return versionFrom(contributions)
  if (!contributions.some((one) => one.entry === entry))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'version', entry, reason: 'no such edit' } })
  const past = pastOf(entries, entry)
  return versionFrom(contributions.filter((one) => past.has(one.entry)))
}
