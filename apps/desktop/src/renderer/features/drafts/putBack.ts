import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import type { SunkWords } from './createSunk.ts'
import { syncOf } from './placeOf.ts'

/** Writes words that went down with a block in a paragraph where that stood, and goes on behind them. */
export const putBack = (view: EditorView, { words, block }: SunkWords): void => {
  const sync = syncOf(view.state)
  if (sync === undefined) return
  const { doc, type } = sync
  const gone: unknown = block.clock < Y.getState(doc.store, block.client) ? Y.getItem(doc.store, block) : null
  let left = gone instanceof Y.Item ? gone.left : null
  while (left?.deleted === true) left = left.left
  const after = type.toArray().findIndex(({ _item }) => _item === left)
  let at = 0
  for (let n = 0; n <= after; n++) at += view.state.doc.child(n).nodeSize
  const { tr, schema } = view.state
  tr.insert(at, schema.node('paragraph', null, schema.text(words)))
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1 + words.length)).scrollIntoView())
  view.focus()
}
