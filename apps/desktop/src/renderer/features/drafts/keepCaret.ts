import { Extension } from '@tiptap/core'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import type { Caret, Pad } from './openPad.ts'

type Sync = {
  readonly doc: Y.Doc
  readonly type: Y.XmlFragment
  readonly binding: { readonly mapping: Parameters<typeof relativePositionToAbsolutePosition>[3] }
}

const syncOf = (state: EditorState): Sync | undefined => ySyncPluginKey.getState(state)

const isThere = (type: Y.AbstractType<unknown>): boolean => {
  for (let item = type._item; item !== null; item = (item.parent as Y.AbstractType<unknown>)._item) if (item.deleted) return false
  return true
}

/** Where a place is now; null where its paragraph was deleted or written anew, so that the letters beside it say nothing. */
const placeOf = ({ doc, type, binding }: Sync, place: Y.RelativePosition): number | null => {
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc)
  if (found === null || !isThere(found.type)) return null
  // The library takes the first place of a document for a mistake.
  return relativePositionToAbsolutePosition(doc, type, place, binding.mapping) ?? (found.index === 0 ? 1 : null)
}

/** The browser tells of a caret that was moved in a later task than it moves it: asked now, the editor looks for itself. */
const hearOfMoves = (): void => void document.dispatchEvent(new Event('selectionchange'))

/**
 * Keeps the caret between its letters while others write. The library beneath puts it by its number of letters as soon as a paragraph was changed by
 * another and can be told from all others (a heading of level 2), which is into another word; and where the caret was just moved, a change of another
 * puts it back, and a key acts where it was before. What it does where the paragraph is there no longer stays.
 */
export const KeepCaret = Extension.create<{ pad: Pick<Pad, 'apart'> | null }>({
  name: 'keepCaret',
  addOptions: () => ({ pad: null }),
  addProseMirrorPlugins() {
    const { pad } = this.options
    if (pad === null) return []
    let before: Caret | null = null

    const caretOf = (state: EditorState): Caret | null => {
      const sync = syncOf(state)
      if (!sync || !(state.selection instanceof TextSelection)) return null
      const at = (position: number): Y.RelativePosition => absolutePositionToRelativePosition(position, sync.type, sync.binding.mapping)
      return { anchor: at(state.selection.anchor), head: at(state.selection.head) }
    }

    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_view, { isComposing }) => {
              if (!isComposing) hearOfMoves()
            },
          },
        },
        view: (view) => {
          pad.apart = (apply) => {
            hearOfMoves()
            before = caretOf(view.state)
            try {
              apply()
            } finally {
              before = null
            }
          }
          return {
            destroy: () => {
              pad.apart = null
            },
          }
        },
        appendTransaction: (transactions: readonly Transaction[], _old, state) => {
          const sync = syncOf(state)
          if (before === null || !sync || !transactions.some((one) => one.docChanged)) return null
          const [anchor, head] = [placeOf(sync, before.anchor), placeOf(sync, before.head)]
          if (anchor === null || head === null) return null
          if (anchor === state.selection.anchor && head === state.selection.head) return null
          const { tr } = state
          tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)))
          // Told as the library tells it, so that the others hear where it stands now.
          return tr.setMeta(ySyncPluginKey, { isChangeOrigin: true }).setMeta('addToHistory', false)
        },
      }),
    ]
  },
})
