import { carryOver } from '@daomesh/drafts/authoring'
import * as Y from 'yjs'
import type { Caret, Pad } from './openPad.ts'

type Move = ReturnType<typeof carryOver>

const moved = (json: unknown, move: Move): Y.RelativePosition => {
  const { type, tname, item, assoc } = Y.createRelativePositionFromJSON(json)
  return new Y.RelativePosition(type && move(type), tname, item && move(item), assoc)
}

const caretOf = (state: Record<string, unknown> | null, move: Move): Caret | null => {
  const cursor = state?.['cursor']
  if (typeof cursor !== 'object' || cursor === null || !('anchor' in cursor) || !('head' in cursor)) return null
  // The editor keeps positions as objects here, and as plain ones after they travelled.
  return { anchor: moved(plain(cursor.anchor), move), head: moved(plain(cursor.head), move) }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Brings what the old pad could not store into the new one, and who writes where. Synchronous, so that no keystroke falls between. */
export const movePad = (from: Pad, to: Pad): void => {
  const move = carryOver({ from: from.doc, client: from.clientId, unsent: from.saver.unsent(), to: to.doc })
  const state = from.awareness.getLocalState()
  to.caret = caretOf(state, move)
  for (const one of from.sunk.all()) to.sunk.add({ ...one, block: move(one.block) })
  to.awareness.setLocalStateField('user', state?.['user'] ?? null)
}
