import type { EntryId } from '@daomesh/protocol'
import type { Contribution, DraftEntry } from '../document/entry.ts'
import { draftLimits } from '../limits.ts'

/** Edits of one session without a long pause, in the order of its log. */
export type SessionEdits = readonly [Contribution, ...Contribution[]]

/**
 * When an entry is told to have happened: not before anything that it stands on, whatever its writer's clock said. For the order of a list; it decides
 * nothing else. `entries` are in causal order.
 */
const toldAt = (entries: ReadonlyMap<EntryId, DraftEntry>): ReadonlyMap<EntryId, { readonly at: number; readonly depth: number }> => {
  const told = new Map<EntryId, { at: number; depth: number }>()
  for (const { id, at, prev, parents } of entries.values()) {
    const causes = [...parents, ...(prev === null ? [] : [prev])].flatMap((cause) => told.get(cause) ?? [])
    told.set(id, { at: Math.max(at, ...causes.map((cause) => cause.at)), depth: 1 + Math.max(0, ...causes.map((cause) => cause.depth)) })
  }
  return told
}

/** Who wrote when, by editing session, the newest first: the same order on every replica. */
export const editingSessions = (
  entries: ReadonlyMap<EntryId, DraftEntry>,
  contributions: readonly Contribution[],
): readonly SessionEdits[] => {
  const sessions: [Contribution, ...Contribution[]][] = []
  const open = new Map<number, [Contribution, ...Contribution[]]>()
  for (const edit of contributions) {
    const current = open.get(edit.client)
    if (current !== undefined && edit.at - (current.at(-1)?.at ?? 0) < draftLimits.sessionPauseMilliseconds) current.push(edit)
    else {
      const next: [Contribution, ...Contribution[]] = [edit]
      open.set(edit.client, next)
      sessions.push(next)
    }
  }
  const told = toldAt(entries)
  const key = (edits: SessionEdits) => {
    const { entry } = edits.at(-1) ?? edits[0]
    return { entry, ...(told.get(entry) ?? { at: 0, depth: 0 }) }
  }
  return sessions
    .map((edits) => ({ edits, ...key(edits) }))
    .toSorted((a, b) => b.at - a.at || b.depth - a.depth || (a.entry < b.entry ? -1 : 1))
    .map(({ edits }) => edits)
}
