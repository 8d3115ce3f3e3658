import type { IdRange } from './idSet.ts'
import type { Line, Piece } from './readLines.ts'

/** A piece with its place in the document: its number among all pieces, and its line's. */
export type Placed = Piece & { readonly order: number; readonly line: number }

/** The letters of a draft by their ids. */
export type Letters = {
  /** Those of a range, in ascending order; nodes and marks have none. */
  readonly within: (range: IdRange) => readonly Placed[]
}

/** Where in a list by clock the first one lies that ends after it. */
export const firstAfter = <T extends { readonly clock: number }>(
  list: readonly T[],
  clock: number,
  lengthOf: (one: T) => number,
): number => {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const one = list[middle]
    if (one !== undefined && one.clock + lengthOf(one) <= clock) low = middle + 1
    else high = middle
  }
  return low
}

const within = (pieces: readonly Placed[], { clock, length }: IdRange): readonly Placed[] => {
  const found: Placed[] = []
  for (let i = firstAfter(pieces, clock, ({ text }) => text.length); i < pieces.length; i++) {
    const piece = pieces[i]
    if (piece === undefined || piece.clock >= clock + length) break
    const from = Math.max(clock, piece.clock)
    const to = Math.min(clock + length, piece.clock + piece.text.length)
    found.push({ ...piece, clock: from, text: piece.text.slice(from - piece.clock, to - piece.clock) })
  }
  return found
}

export const indexLetters = (lines: readonly Line[]): Letters => {
  const placed = lines.flatMap(({ pieces }, line) => pieces.map((piece) => ({ ...piece, line })))
  const byClient = Map.groupBy(
    placed.map((piece, order) => ({ ...piece, order })),
    ({ client }) => client,
  )
  for (const pieces of byClient.values()) pieces.sort((a, b) => a.clock - b.clock)
  return { within: (range) => within(byClient.get(range.client) ?? [], range) }
}
