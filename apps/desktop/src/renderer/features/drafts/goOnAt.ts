import type { Editor } from '@tiptap/core'
import type { Pad } from './openPad.ts'
import { placeOf, syncOf } from './placeOf.ts'

/** Puts the caret and the focus where they were in the editor before this one, within the same turn, so that typing goes on. */
export const goOnAt = (editor: Editor, pad: Pad): void => {
  const { caret } = pad
  const sync = syncOf(editor.state)
  if (caret === null || !sync) return
  pad.caret = null
  const [anchor, head] = [placeOf(sync, caret.anchor), placeOf(sync, caret.head)]
  if (anchor !== null && head !== null) editor.commands.setTextSelection({ from: Math.min(anchor, head), to: Math.max(anchor, head) })
  editor.view.focus()
}
