import { type IdSet, idSet } from '@daomesh/drafts/authoring'
import { defaultDeleteFilter, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { protectedNodes } from './protectedNodes.ts'

type StackItem = Y.UndoManager['undoStack'][number]

const field = 'content'

/** Where the letters and nodes that a step inserted are now: an undo writes again what it brings back, under new ids. */
const whereNow = (doc: Y.Doc, { insertions }: StackItem): IdSet => {
  const found: { client: number; clock: number; length: number }[] = []
  const waiting = [...insertions.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => ({ client, clock, length: len })))
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    const { client, clock, length } = range
    const item: unknown = Y.getItem(doc.store, Y.createID(client, clock))
    if (!(item instanceof Y.Item)) continue
    const offset = clock - item.id.clock
    const here = Math.min(length, item.length - offset)
    if (here < length) waiting.push({ client, clock: clock + here, length: length - here })
    if (item.redone === null) found.push({ client, clock, length: here })
    else waiting.push({ client: item.redone.client, clock: item.redone.clock + offset, length: here })
  }
  return idSet(found)
}

/** Whether an edit takes away a node, or what somebody else wrote. */
const rewrites = (doc: Y.Doc, transaction: Y.Transaction): boolean => {
  let found = false
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (item) => {
    if (item instanceof Y.Item && (item.id.client !== doc.clientID || item.content instanceof Y.ContentType)) found = true
  })
  return found
}

/**
 * The undo of an editor, which takes back what its writer wrote and never what another wrote in it. Yjs alone does, in two ways:
 * letters of another that an undo brought back may have grown together with own ones, and the next undo took both; and a step that made a paragraph
 * a heading together with the typing before it could not bring the paragraph back.
 */
export const createUndo = (doc: Y.Doc, options: { readonly origin?: unknown; readonly captureTimeout?: number } = {}): Y.UndoManager => {
  const { origin = ySyncPluginKey, captureTimeout = 500 } = options
  const isOwn = (transaction: Y.Transaction) => transaction.origin === origin && rewrites(doc, transaction)
  let steps: readonly StackItem[] = []
  let now: { readonly step: StackItem; readonly ids: IdSet } | null = null

  /** The letters of this item that the step wrote, cut off from what they grew together with: an item always begins with one. */
  const cutOff = (item: Y.Item): void => {
    const { _transaction: transaction } = doc
    const step = steps[(undo.undoing ? undo.undoStack : undo.redoStack).length]
    if (transaction === null || step === undefined) return
    if (now?.step !== step) now = { step, ids: whereNow(doc, step) }
    const { client, clock } = item.id
    const parts = now.ids.cut({ client, clock, length: item.length })
    for (const part of parts.slice(0, -1)) Y.getItemCleanEnd(transaction, doc.store, Y.createID(client, part.clock + part.length - 1))
    for (const part of parts.slice(1)) {
      const rest: unknown = part.inside ? Y.getItem(doc.store, Y.createID(client, part.clock)) : null
      if (rest instanceof Y.Item) rest.delete(transaction)
    }
  }

  // Heard before the library's own ear, so that it begins another step.
  doc.on('afterTransaction', (transaction) => {
    if (isOwn(transaction)) undo.stopCapturing()
  })
  const undo = new Y.UndoManager(doc.getXmlFragment(field), {
    trackedOrigins: new Set([origin]),
    captureTransaction: ({ meta }) => meta.get('addToHistory') !== false,
    captureTimeout,
    deleteFilter: (item) => {
      if (!defaultDeleteFilter(item, protectedNodes as Set<string>)) return false
      if (item.content instanceof Y.ContentString) cutOff(item)
      return true
    },
  })
  doc.on('afterTransaction', (transaction) => {
    if (isOwn(transaction)) undo.stopCapturing()
  })
  doc.on('beforeTransaction', (transaction) => {
    if (transaction.origin !== undo) return
    steps = [...(undo.undoing ? undo.undoStack : undo.redoStack)]
    now = null
  })
  return undo
}
