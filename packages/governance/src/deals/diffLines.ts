/** A line that both texts have, or only the older or only the newer one. */
export type DiffLine = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

/** Longest differing middle, in lines of either text, that is compared line by line: its cost grows with the square. Above it the whole middle is replaced. */
const mostLines = 1_500

const as = (kind: DiffLine['kind'], lines: readonly string[]): readonly DiffLine[] => lines.map((text) => ({ kind, text }))

/** Lengths of the longest common subsequence of what follows each pair of places (Wagner and Fischer, 1974). */
const commonLengths = (a: readonly string[], b: readonly string[]): readonly Uint16Array[] => {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, below] = [table[i], table[i + 1]]
      if (row === undefined || below === undefined) continue
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  return table
}

const compareMiddle = (a: readonly string[], b: readonly string[]): readonly DiffLine[] => {
  if (a.length > mostLines || b.length > mostLines) return [...as('removed', a), ...as('added', b)]
  const table = commonLengths(a, b)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [old, fresh] = [a[i], b[j]]
    if (old !== undefined && old === fresh) {
      lines.push({ kind: 'same', text: old })
      i += 1
      j += 1
    } else if (old !== undefined && (fresh === undefined || (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      lines.push({ kind: 'removed', text: old })
      i += 1
    } else {
      lines.push({ kind: 'added', text: fresh ?? '' })
      j += 1
    }
  }
  return lines
}

/**
 * Two texts line by line, with as many common lines as there are; what was removed stands before what was added in its place.
 * @example
 * diffLines('a\nb', 'a\nc').map(({ kind, text }) => `${kind} ${text}`) // => ['same a', 'removed b', 'added c']
 */
export const diffLines = (before: string, after: string): readonly DiffLine[] => {
  // The end of the last line is no line.
  const [a, b] = [before, after].map((text) => text.replace(/\n$/, '').split('\n')) as [string[], string[]]
  const least = Math.min(a.length, b.length)
  let start = 0
  while (start < least && a[start] === b[start]) start += 1
  let end = 0
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  return [
    ...as('same', a.slice(0, start)),
    ...compareMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...as('same', a.slice(a.length - end)),
  ]
}
