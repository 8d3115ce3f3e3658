import { decodeEntry, limits } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { bareChecks } from '../bareChecks.ts'
import { benchTransfer } from './transfer.ts'

/** Milliseconds of each step that nobody can do without. */
export type BareBacklog = { readonly transfer: number; readonly verify: number; readonly persist: number }

/** Moves the bytes of these entries from another process over bare libp2p, checks every signature, then writes them durably in the batches of a sync. */
export const bareBacklog = async (entries: readonly Uint8Array[], path: string): Promise<BareBacklog> => {
  const { milliseconds: transfer } = await benchTransfer(entries.reduce((sum, one) => sum + one.length, 0))
  const items = entries.map(decodeEntry)
  const check = bareChecks(entries)
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE entries (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID')
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?)')
  const began = performance.now()
  check()
  const verified = performance.now()
  for (let at = 0; at < entries.length; at += limits.batchEntries)
    database.transaction(() => {
      for (let i = at; i < Math.min(entries.length, at + limits.batchEntries); i++) insert.run(items[i]?.id, entries[i])
    })()
  const persisted = performance.now()
  database.close()
  return { transfer, verify: verified - began, persist: persisted - verified }
}
