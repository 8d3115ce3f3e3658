import type { EditorState } from '@tiptap/pm/state'
import { type ProsemirrorBinding, relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { isThere } from './followLetters.ts'

export type Sync = {
  readonly doc: Y.Doc
  readonly type: Y.XmlFragment
  readonly addToHistory: boolean
  readonly isChangeOrigin: boolean
  readonly binding: ProsemirrorBinding
}

export const syncOf = (state: EditorState): Sync | undefined => ySyncPluginKey.getState(state)

/** Where a place is now; null where its paragraph was deleted or written anew, so that the letters beside it say nothing. */
export const placeOf = ({ doc, type, binding }: Sync, place: Y.RelativePosition): number | null => {
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc)
  if (found === null || !isThere(found.type)) return null
  // The library takes the first place of a document for a mistake.
  return relativePositionToAbsolutePosition(doc, type, place, binding.mapping) ?? (found.index === 0 ? 1 : null)
}
