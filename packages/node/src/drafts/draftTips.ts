import type { EntryId } from '@daomesh/protocol'

/** Of the entries that a document took, which none of the first n refers to, for every n. */
export type DraftTips = {
  readonly take: (entry: { readonly id: EntryId; readonly causes: readonly EntryId[] } | null) => void
  /** In the order in which they were taken; null for more than were. */
  readonly at: (n: number) => readonly EntryId[] | null
}

/**
 * Kept is when each came and when it was first cited. A set for each n would grow with the square of what a hostile device puts beside each other.
 * An entry that may not be cited is taken as null: it has a place, and covers nothing.
 */
export const createDraftTips = (): DraftTips => {
  let count = 0
  const uncited = new Map<EntryId, number>()
  /** In the order in which they were cited. */
  const cited: { readonly id: EntryId; readonly takenAt: number; readonly citedAt: number }[] = []
  const cite = (id: EntryId): void => {
    const takenAt = uncited.get(id)
    if (takenAt === undefined) return
    uncited.delete(id)
    cited.push({ id, takenAt, citedAt: count })
  }
  return {
    take: (entry) => {
      for (const id of entry?.causes ?? []) cite(id)
      if (entry !== null) uncited.set(entry.id, count)
      count += 1
    },
    at: (n) => {
      if (!Number.isInteger(n) || n < 0 || n > count) return null
      const found = Array.from(uncited, ([id, takenAt]) => ({ id, takenAt }))
      for (let i = cited.length - 1; i >= 0; i--) {
        const one = cited[i]
        if (one === undefined || one.citedAt < n) break
        found.push(one)
      }
      return found
        .filter(({ takenAt }) => takenAt < n)
        .sort((a, b) => a.takenAt - b.takenAt)
        .map(({ id }) => id)
    },
  }
}
