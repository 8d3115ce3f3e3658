import type { QueueRow, QueueStore } from '@daomesh/chain'
import { utf8 } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'

const prefix = 'transaction:'

/** The transaction queue's rows in the node's store: an intent is on disk before anybody is asked to sign. */
export const queueStore = (meta: MetaStore): QueueStore => ({
  load: () => meta.list(prefix).map(({ value }) => JSON.parse(new TextDecoder().decode(value)) as QueueRow),
  save: (row) => meta.set(prefix + row.id, utf8(JSON.stringify(row))),
})
