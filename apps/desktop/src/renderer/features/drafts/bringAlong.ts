import { TextSelection } from '@tiptap/pm/state'
import { Mapping } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import type { Followed } from './followLetters.ts'
import { placeOf, syncOf } from './placeOf.ts'

export type Lost = Followed & { readonly from: Y.RelativePosition }

/**
 * What was typed at the caret before the other's change was seen, put where the letters around it went; to the others it is typed there. Typed first and
 * taken away then: of both at once only the texts before and after are compared, and between equal letters it would be written a letter further on.
 */
export const bringAlong = (view: EditorView, { lost, lostAfter, isLeft, place, from }: Lost, isAtCaret: boolean): void => {
  const sync = syncOf(view.state)
  const to = sync && placeOf(sync, place)
  const old = sync && isLeft ? placeOf(sync, from) : null
  if (typeof to !== 'number') return
  const words = lost + lostAfter
  const { selection } = view.state
  const typed = view.state.tr.insertText(words, to)
  view.dispatch(typed.setSelection(TextSelection.create(typed.doc, to + words.length)))
  const { tr } = view.state
  if (old !== null) tr.delete(typed.mapping.map(old - lost.length), typed.mapping.map(old + lostAfter.length, -1))
  const end = tr.mapping.map(to + words.length, -1)
  const kept = new Mapping([...typed.mapping.maps, ...tr.mapping.maps])
  view.dispatch(tr.setSelection(isAtCaret ? TextSelection.create(tr.doc, end - lostAfter.length) : selection.map(tr.doc, kept)))
}
