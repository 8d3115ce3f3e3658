import type { Editor } from '@tiptap/core'
import { relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import type { Pad } from './openPad.ts'

/** Puts the caret and the focus where they were in the editor before this one, within the same turn, so that typing goes on. */
export const goOnAt = (editor: Editor, pad: Pad): void => {
  const { caret } = pad
  const sync = ySyncPluginKey.getState(editor.state)
  if (caret === null || !sync) return
  pad.caret = null
  const at = (position: typeof caret.anchor): number | null =>
    relativePositionToAbsolutePosition(sync.doc, sync.type, position, sync.binding.mapping)
  const [anchor, head] = [at(caret.anchor), at(caret.head)]
  if (anchor !== null && head !== null) editor.commands.setTextSelection({ from: Math.min(anchor, head), to: Math.max(anchor, head) })
  editor.view.focus()
}
