import type { QueueRow, QueueStore } from './rows.ts'

/**
 * Keeps rows as the text a disk would hold, so that nothing lives on by being the same object.
 * @example
 * createMemoryQueueStore().load() // => []
 */
export const createMemoryQueueStore = (): QueueStore => {
  const rows = new Map<string, string>()
  return {
    load: () => [...rows.values()].map((text) => JSON.parse(text) as QueueRow),
    save: (row) => {
      rows.set(row.id, JSON.stringify(row))
    },
  }
}
