import type { LogStore } from '@daomesh/log'
import type { MetaStore } from './ports.ts'

/** The node's own rows in the store that also holds the spaces. */
export const metaOf = (logs: LogStore, unreadable: (key: string, cause: unknown) => void): MetaStore => ({
  get: (key) => logs.getMeta(key) ?? undefined,
  set: (key, value) => logs.setMeta([[key, value]]),
  setAll: (rows) => logs.setMeta(rows),
  delete: (key) => logs.setMeta([[key, null]]),
  unreadable,
  list: (prefix) => logs.listMeta(prefix).map(([key, value]) => ({ key, value })),
})
