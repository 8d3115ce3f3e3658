import type { EditorView } from '@tiptap/pm/view'
import { absolutePositionToRelativePosition } from '@tiptap/y-tiptap'
import { placeOf, syncOf } from './placeOf.ts'

/** Below the tools of the editor, which stay at the top. */
const LOOK_AT_PX = 120

/**
 * Holds on to what is in sight; the answer brings it back to where it was. The browser does this by itself, but not where the caret is in the same text,
 * which it then takes for what a person looks at.
 */
export const keepScroll = (view: EditorView): (() => void) => {
  const { left, top, bottom } = view.dom.getBoundingClientRect()
  const sync = syncOf(view.state)
  const caret = view.coordsAtPos(view.state.selection.head)
  const isCaretSeen = view.hasFocus() && caret.bottom >= 0 && caret.top <= window.innerHeight
  const seen = isCaretSeen ? { pos: view.state.selection.head } : view.posAtCoords({ left: left + LOOK_AT_PX, top: LOOK_AT_PX })
  if (!sync || seen === null || top >= 0 || bottom <= LOOK_AT_PX) return () => undefined
  const place = absolutePositionToRelativePosition(seen.pos, sync.type, sync.binding.mapping)
  const before = view.coordsAtPos(seen.pos).top
  return () => {
    const at = placeOf(sync, place)
    const moved = at === null ? 0 : view.coordsAtPos(at).top - before
    if (Math.abs(moved) >= 1) window.scrollBy(0, moved)
  }
}
