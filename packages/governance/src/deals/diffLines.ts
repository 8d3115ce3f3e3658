import { diffArrays } from 'diff'

/** A line that both texts have, or only the older or only the newer one. */
export type DiffLine = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

/** Lines removed and added, together, up to which two texts are compared line by line: the cost grows with the square. With more, all is replaced. */
const mostEdits = 600

const as = (kind: DiffLine['kind'], lines: readonly string[]): readonly DiffLine[] => lines.map((text) => ({ kind, text }))

/**
 * Two texts line by line, with as many common lines as there are (Myers, 1986); what was removed stands before what was added in its place.
 * @example
 * diffLines('a\nb', 'a\nc').map(({ kind, text }) => `${kind} ${text}`) // => ['same a', 'removed b', 'added c']
 */
export const diffLines = (before: string, after: string): readonly DiffLine[] => {
  // The end of the last line is no line.
  const [a, b] = [before, after].map((text) => text.replace(/\n$/, '').split('\n')) as [string[], string[]]
  const changes = diffArrays(a, b, { maxEditLength: mostEdits })
  if (changes === undefined) return [...as('removed', a), ...as('added', b)]
  return changes.flatMap(({ value, added, removed }) => as(added ? 'added' : removed ? 'removed' : 'same', value))
}
