import type { SessionEdits } from './editingSessions.ts'
import { type IdRange, type IdSet, idSet } from './idSet.ts'
import type { Letters } from './letters.ts'
import type { MovedText } from './movedText.ts'

/** How many letters, and how they begin. */
export type Excerpt = { readonly letters: number; readonly text: string }

/** Enough to recognise it in a list. */
const mostChars = 120

const read = (letters: Letters, ranges: readonly IdRange[]): Excerpt => {
  const pieces = ranges.flatMap((range) => letters.within(range)).toSorted((a, b) => a.order - b.order)
  let text = ''
  for (const [i, piece] of pieces.entries()) {
    if (text.length > 2 * mostChars) break
    text += (i > 0 && pieces[i - 1]?.line !== piece.line ? ' ' : '') + piece.text
  }
  const short = Array.from(text.replace(/\s+/g, ' ').trim()).slice(0, mostChars).join('')
  return { letters: pieces.reduce((sum, piece) => sum + piece.text.length, 0), text: short }
}

/**
 * What a session wrote and left standing, and what it deleted of others and of other sessions, with what went down in a node that it deleted. What it only
 * moved is neither.
 */
export const excerptOf = (
  edits: SessionEdits,
  letters: Letters,
  moves: MovedText,
  sunkWith: (nodes: IdSet) => readonly IdRange[],
): { readonly added: Excerpt; readonly removed: Excerpt } => {
  const [{ client }] = edits
  const own = idSet(edits.map(({ from, to }) => ({ client, clock: from, length: to - from })))
  const gone = idSet(edits.flatMap(({ deletions }) => deletions))
  const removed = idSet([...gone.ranges(), ...sunkWith(gone)])
  const outside = (set: IdSet, ranges: readonly IdRange[]): readonly IdRange[] =>
    ranges.flatMap((range) =>
      set.cut(range).flatMap(({ clock, length, inside }) => (inside ? [] : [{ client: range.client, clock, length }])),
    )
  const written = outside(removed, own.ranges()).flatMap((range) => {
    let { clock } = range
    return moves.sourcesOf(range).flatMap(({ length, moved }) => {
      clock += length
      return moved ? [] : [{ client, clock: clock - length, length }]
    })
  })
  return { added: read(letters, written), removed: read(letters, outside(moves.away, outside(own, removed.ranges()))) }
}
