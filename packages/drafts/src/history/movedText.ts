import { limits } from '@daomesh/protocol'
import type { Contribution } from '../document/entry.ts'
import { type IdRange, type IdSet, idSet } from './idSet.ts'
import { firstAfter, type Letters, type Placed } from './letters.ts'
import type { Piece } from './readLines.ts'

/** Letters that an edit took from one place and put at another, as an editor does when a paragraph is split, joined or made a heading. */
type Move = IdRange & { readonly source: { readonly client: number; readonly clock: number } }

export type MovedText = {
  /** Cuts a range of letters by who wrote them first; `moved` where an edit only put them elsewhere. */
  readonly sourcesOf: (range: IdRange) => readonly (IdRange & { readonly moved: boolean })[]
  /** What stands elsewhere since: deleted, and not gone. */
  readonly away: IdSet
}

/** Below this, equal letters are chance. */
const leastLetters = 3
/** Letters, nodes and marks deleted in one edit, of which more than one update's worth cannot stand elsewhere by it. */
const mostTaken = 4 * limits.draftUpdateBytes
/** Moves followed back from one letter: more than anybody does by hand, less than a recursion takes. */
const mostMoves = 64

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('')

/** The part of some pieces that lies `length` letters from `from` on. */
const slice = (pieces: readonly Placed[], from: number, length: number): readonly IdRange[] => {
  const out: IdRange[] = []
  let at = 0
  for (const { client, clock, text } of pieces) {
    const start = Math.max(from, at)
    const end = Math.min(from + length, at + text.length)
    if (start < end) out.push({ client, clock: clock + start - at, length: end - start })
    at += text.length
  }
  return out
}

/** Pairs two lists of ranges of the same length in all. */
const zip = (to: readonly IdRange[], from: readonly IdRange[]): readonly Move[] => {
  const moves: Move[] = []
  const sources = from.map((range) => ({ ...range }))
  for (const { client, ...target } of to)
    while (target.length > 0) {
      const source = sources[0]
      if (source === undefined) return moves
      const size = Math.min(target.length, source.length)
      moves.push({ client, clock: target.clock, length: size, source: { client: source.client, clock: source.clock } })
      target.clock += size
      target.length -= size
      source.clock += size
      source.length -= size
      if (source.length === 0) sources.shift()
    }
  return moves
}

const movesOf = ({ client, from, to, deletions }: Contribution, letters: Letters): readonly Move[] => {
  if (from === to || deletions.length === 0) return []
  /** Without what it wrote itself and deleted at once: a move leads to what was there before. */
  const before = deletions
    .map((range) => (range.client === client ? { ...range, length: Math.min(range.length, from - range.clock) } : range))
    .filter(({ length }) => length > 0)
  // Ranges of a hostile update may lie over each other, thousands of them, and delete again what is long gone.
  const ranges = idSet(before).ranges()
  if (ranges.reduce((sum, { length }) => sum + length, 0) > mostTaken) return []
  const taken = ranges.flatMap((range) => letters.within(range)).toSorted((a, b) => a.order - b.order)
  const takenText = textOf(taken)
  if (takenText.length < leastLetters) return []
  const put = letters.within({ client, clock: from, length: to - from })
  return [...Map.groupBy(put, ({ line }) => line).values()].flatMap((some) => {
    const pieces = some.toSorted((a, b) => a.order - b.order)
    const text = textOf(pieces)
    if (text.length < leastLetters) return []
    const at = takenText.indexOf(text)
    if (at >= 0) return zip(slice(pieces, 0, text.length), slice(taken, at, text.length))
    const inside = text.indexOf(takenText)
    return inside < 0 ? [] : zip(slice(pieces, inside, takenText.length), slice(taken, 0, takenText.length))
  })
}

/**
 * Which letters an edit only moved. Yjs cannot move: an editor deletes and writes again, and whoever pressed Enter in a paragraph would count as the
 * author of its second half. Moved counts what an edit deletes and writes again letter by letter; who moved it is told beside who wrote it.
 */
export const movedText = (letters: Letters, contributions: readonly Contribution[]): MovedText => {
  const byClient = Map.groupBy(
    contributions.flatMap((one) => movesOf(one, letters)),
    ({ client }) => client,
  )
  for (const moves of byClient.values()) moves.sort((a, b) => a.clock - b.clock)

  const resolve = (range: IdRange, followed: number): readonly (IdRange & { readonly moved: boolean })[] => {
    const out: (IdRange & { readonly moved: boolean })[] = []
    const moves = followed < mostMoves ? (byClient.get(range.client) ?? []) : []
    const moved = followed > 0
    let { clock } = range
    const end = range.clock + range.length
    for (let i = firstAfter(moves, clock, ({ length }) => length); i < moves.length; i++) {
      const move = moves[i]
      if (move === undefined || move.clock >= end) break
      if (move.clock > clock) out.push({ client: range.client, clock, length: move.clock - clock, moved })
      const from = Math.max(clock, move.clock)
      const length = Math.min(end, move.clock + move.length) - from
      out.push(...resolve({ client: move.source.client, clock: move.source.clock + from - move.clock, length }, followed + 1))
      clock = from + length
    }
    if (clock < end) out.push({ client: range.client, clock, length: end - clock, moved })
    return out
  }
  const away = idSet([...byClient.values()].flat().map(({ source, length }) => ({ ...source, length })))
  return { sourcesOf: (range) => resolve(range, 0), away }
}
