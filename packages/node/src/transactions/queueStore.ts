import { isLoose, isSettled, type QueueStore } from '@daomesh/chain'
import { DaomeshError, utf8 } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'
import { readRows } from '../rows/readRows.ts'
import { readQueueRow } from './queueRow.ts'

const prefix = 'transaction:'

/** Whether this stored row may still move money; one that cannot be read may. */
export const isUnderWay = (value: Uint8Array): boolean => {
  try {
    const row = readQueueRow(value)
    return !isSettled(row) || isLoose(row)
  } catch {
    return true
  }
}

/**
 * The transaction queue's rows in the node's store: an intent is on disk before anybody is asked to sign. A row that cannot be read is left out, and its id
 * is refused from then on: nobody knows what it has already sent.
 */
export const queueStore = (meta: MetaStore): QueueStore => {
  const refused = new Set<string>()
  return {
    load: () => {
      const rows = readRows(meta, prefix, readQueueRow)
      const read = new Set(rows.map(({ key }) => key))
      for (const { key } of meta.list(prefix)) if (!read.has(key)) refused.add(key)
      return rows.map(({ row }) => row)
    },
    save: (row, beside = []) => {
      const key = prefix + row.id
      if (refused.has(key)) throw new DaomeshError('STORAGE_DAMAGED', { meta: { row: key } })
      meta.setAll([[key, utf8(JSON.stringify(row))], ...beside])
    },
  }
}
