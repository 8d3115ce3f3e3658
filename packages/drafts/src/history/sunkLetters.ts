import type { Contribution } from '../document/entry.ts'
import { type IdRange, type IdSet, idSet } from './idSet.ts'
import type { Line } from './readLines.ts'

/**
 * Letters that nobody deleted by their own ids, and that are gone because a node around them is: an edit may name the node alone, and what others write into
 * it meanwhile is named by nobody. Answers those that went with nodes of a set.
 */
export const sunkLetters = (lines: readonly Line[], contributions: readonly Contribution[]): ((nodes: IdSet) => readonly IdRange[]) => {
  const named = idSet(contributions.flatMap(({ deletions }) => deletions))
  const sunk = lines.flatMap(({ pieces, nodes }) =>
    pieces.flatMap(({ client, clock, text, node }) => {
      const around = (node === null ? nodes : [...nodes, node]).filter((one) => named.has(one.client, one.clock))
      if (around.length === 0) return []
      return named
        .cut({ client, clock, length: text.length })
        .flatMap((cut) => (cut.inside ? [] : [{ around, range: { client, clock: cut.clock, length: cut.length } }]))
    }),
  )
  return (nodes) => sunk.flatMap(({ around, range }) => (around.some((one) => nodes.has(one.client, one.clock)) ? [range] : []))
}
