import * as Y from 'yjs'
import { isThere, lettersOf, lookerAt } from './followLetters.ts'
import type { Arrival } from './followLetters.ts'

/** Own letters side by side that whoever made a change had not seen; `end` is the place behind the last one. */
export type UnseenRun = { readonly text: Y.XmlText; readonly words: string; readonly end: Y.RelativePosition }

/** Those of one text that a change touched or took along. */
const runsIn = (text: Y.XmlText, change: Y.Transaction, arrival: Arrival): readonly UnseenRun[] => {
  const look = lookerAt(change, arrival)
  const runs: UnseenRun[] = []
  let isOpen = false
  for (let item = text._start; item !== null; item = item.right) {
    const { id, content, deleted } = item
    if (!(content instanceof Y.ContentString) || (deleted && !Y.isDeleted(change.deleteSet, id))) continue
    let { clock } = id
    for (const { words, isUnseen } of lettersOf(item, content.str, clock, look)) {
      clock += words.length
      const before = isOpen ? runs.pop() : undefined
      if (before !== undefined && !isUnseen) runs.push(before)
      if (isUnseen)
        runs.push({
          text,
          words: (before?.words ?? '') + words,
          end: new Y.RelativePosition(null, null, Y.createID(id.client, clock - 1), -1),
        })
      isOpen = isUnseen
    }
  }
  return runs
}

/** What of this editor whoever made a change had not seen, in every text that it touched or took along. Asked before the change is over. */
export const unseenRuns = (change: Y.Transaction, arrival: Arrival): readonly UnseenRun[] => {
  const { doc } = change
  const changed: ReadonlyMap<unknown, unknown> = change.changed
  const structs = doc.store.clients.get(doc.clientID) ?? []
  const texts = new Set<Y.XmlText>()
  for (let n = structs.length - 1; n >= 0; n--) {
    const item = structs[n]
    if (!(item instanceof Y.Item) || item.id.clock + item.length <= arrival.unseenFrom) break
    const { content, parent } = item
    if (!(content instanceof Y.ContentString) || !(parent instanceof Y.XmlText)) continue
    if (changed.has(parent) || (!isThere(parent) && Y.isDeleted(change.deleteSet, item.id))) texts.add(parent)
  }
  return [...texts].flatMap((text) => runsIn(text, change, arrival))
}
