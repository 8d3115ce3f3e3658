import { type Address, type DeviceId, type DraftId, type EntryId, hashOf, type LogId, toHex, utf8 } from '@daomesh/protocol'
import type * as Y from 'yjs'
import { openAuthor } from '../authoring/openAuthor.ts'
import { createDraftDocument, type DraftDocument } from '../document/createDraftDocument.ts'
import type { DraftEntry } from '../document/entry.ts'

/** Writers for tests: each has a log, a real authoring document and a replica, and sees others only through what is delivered to it. */
export const draft = 'd0'.repeat(16) as DraftId

const hash = (label: string, ...parts: string[]) => toHex(hashOf(label, ...parts.map(utf8)))
export const logOf = (name: string): LogId => hash('test/log', name) as LogId
export const sessionOf = (name: string): Uint8Array => hashOf('test/session', utf8(name)).slice(0, 16)

export type Writer = {
  readonly name: string
  readonly log: LogId
  readonly session: Uint8Array
  readonly document: DraftDocument
  readonly clientId: number
  readonly doc: Y.Doc
  /** Entries written here, in order. */
  readonly written: DraftEntry[]
  readonly heard: Set<EntryId>
  /** One transaction, which becomes one entry that cites every tip seen here. */
  readonly edit: (change: (doc: Y.Doc) => void) => DraftEntry[]
  /** An entry with arbitrary bytes, as a hostile device would sign it. */
  readonly forge: (update: Uint8Array, changes?: Partial<DraftEntry>) => DraftEntry
  readonly hear: (entry: DraftEntry) => void
  readonly tips: () => EntryId[]
}

let counter = 0

export const createWriter = (name: string, sessionName: string = name): Writer => {
  const log = logOf(name)
  const session = sessionOf(sessionName)
  const document = createDraftDocument({ draft })
  const { clientId, snapshot } = document.openSession({ log, session })
  const written: DraftEntry[] = []
  const heard = new Set<EntryId>()
  const tips = new Set<EntryId>()

  const note = (entry: DraftEntry) => {
    heard.add(entry.id)
    if (entry.prev) tips.delete(entry.prev)
    for (const parent of entry.parents) tips.delete(parent)
    tips.add(entry.id)
  }
  const forge = (update: Uint8Array, changes: Partial<DraftEntry> = {}): DraftEntry => {
    const prev = written.at(-1)?.id ?? null
    return {
      id: hash('test/entry', name, String(counter++)) as EntryId,
      log,
      device: hash('test/device', name) as DeviceId,
      member: `0x${hash('test/member', name).slice(0, 40)}` as Address,
      prev,
      parents: [...tips].filter((tip) => tip !== prev).sort(),
      at: counter * 1000,
      edit: { session, update },
      ...changes,
    }
  }
  const pending: Uint8Array[] = []
  const author = openAuthor({ clientId, snapshot, onUpdate: (update) => pending.push(update) })
  const flush = (): DraftEntry[] =>
    pending.splice(0).map((update) => {
      const entry = forge(update)
      const judgement = document.offer(entry)
      if (judgement.outcome !== 'admitted') throw new Error(`own edit refused: ${JSON.stringify(judgement)}`)
      written.push(entry)
      note(entry)
      return entry
    })
  const edit = (change: (doc: Y.Doc) => void): DraftEntry[] => {
    author.doc.transact(() => change(author.doc))
    return flush()
  }
  const hear = (entry: DraftEntry) => {
    if (heard.has(entry.id)) return
    const judgement = document.offer(entry)
    note(entry)
    if (entry.log !== log && judgement.outcome === 'admitted' && entry.edit !== null && entry.edit !== 'newer')
      author.apply(entry.edit.update)
    // Yjs tidies formatting after a remote change; what it deletes is an edit of this writer like any other.
    flush()
  }
  return { name, log, session, document, clientId, doc: author.doc, written, heard, edit, forge, hear, tips: () => [...tips] }
}

/** Delivers everything everybody wrote to everybody, in writing order. */
export const meet = (...writers: readonly Writer[]): void => {
  for (let more = true; more;) {
    more = false
    for (const from of writers)
      for (const to of writers)
        for (const entry of from.written) {
          const ready = [entry.prev, ...entry.parents].every((cause) => cause === null || to.heard.has(cause))
          if (to.heard.has(entry.id) || !ready) continue
          to.hear(entry)
          more = true
        }
  }
}

/** A fresh replica that has been offered these entries in this order. */
export const replay = (entries: readonly DraftEntry[]): DraftDocument => {
  const document = createDraftDocument({ draft })
  for (const entry of entries) document.offer(entry)
  return document
}

/** A random order in which no entry comes before its causes. */
export const shuffle = (entries: readonly DraftEntry[], picks: readonly number[]): DraftEntry[] => {
  const rest = [...entries]
  const done = new Set<string>()
  const order: DraftEntry[] = []
  for (let i = 0; rest.length > 0; i++) {
    const ready = rest.filter((entry) => [entry.prev, ...entry.parents].every((cause) => cause === null || done.has(cause)))
    const next = ready[(picks[i % picks.length] ?? 0) % ready.length]
    if (!next) throw new Error('no entry is ready: a cause is missing')
    rest.splice(rest.indexOf(next), 1)
    done.add(next.id)
    order.push(next)
  }
  return order
}
