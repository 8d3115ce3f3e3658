import { Extension } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { Plugin } from '@tiptap/pm/state'
import { absolutePositionToRelativePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { syncOf } from './placeOf.ts'

/** What was typed before the caret, where the texts alone say it was typed further on: a letter before another of its kind. */
const typedBetween = (
  { doc: old }: EditorState,
  { doc, selection }: EditorState,
): { readonly at: number; readonly words: string } | null => {
  const { $head, empty } = selection
  const length = doc.content.size - old.content.size
  if (!empty || length <= 0 || $head.parentOffset < length) return null
  const at = $head.pos - length
  const start = old.content.findDiffStart(doc.content)
  const end = old.content.findDiffEnd(doc.content)
  if (start === null || end === null || start <= at || end.b > $head.pos) return null
  const words = doc.textBetween(at, $head.pos)
  return words.length === length ? { at, words } : null
}

/**
 * Writes a letter where it was typed. The library beneath compares the text before and after, so that a space typed before another is the second one for it;
 * whoever stands behind the second one then stands before all that is typed next.
 */
export const TypeAtCaret = Extension.create({
  name: 'typeAtCaret',
  // Before the binding, which then finds nothing left to do.
  priority: 1_001,
  addProseMirrorPlugins: () => [
    new Plugin({
      view: () => ({
        update: ({ state }, old) => {
          const sync = syncOf(state)
          if (!sync || sync.isChangeOrigin || state.doc === old.doc) return
          const typed = typedBetween(old, state)
          if (typed === null) return
          const { doc, type, binding, addToHistory } = sync
          const place: Y.RelativePosition = absolutePositionToRelativePosition(typed.at, type, binding.mapping)
          const found = Y.createAbsolutePositionFromRelativePosition(place, doc)
          const text = found?.type
          if (!(text instanceof Y.XmlText)) return
          binding.mux(() =>
            doc.transact((transaction) => {
              transaction.meta.set('addToHistory', addToHistory)
              text.insert(found?.index ?? 0, typed.words)
            }, ySyncPluginKey),
          )
        },
      }),
    }),
  ],
})
