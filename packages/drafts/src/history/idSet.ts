export type IdRange = { readonly client: number; readonly clock: number; readonly length: number }

/** A piece of a range, and whether the set holds it. */
export type Cut = { readonly clock: number; readonly length: number; readonly inside: boolean }

/** A set of letters and nodes by their Yjs ids. */
export type IdSet = {
  readonly has: (client: number, clock: number) => boolean
  /** Cuts a range where it enters or leaves the set. */
  readonly cut: (range: IdRange) => readonly Cut[]
  /** In ascending order, none touching the next. */
  readonly ranges: () => readonly IdRange[]
}

type Span = { readonly from: number; readonly to: number }

const joined = (spans: readonly Span[]): readonly Span[] => {
  const out: { from: number; to: number }[] = []
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else out.push({ from, to })
  }
  return out
}

/** The first span that ends after the clock. */
const firstAfter = (spans: readonly Span[], clock: number): number => {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.to ?? 0) <= clock) low = middle + 1
    else high = middle
  }
  return low
}

/** The union of these ranges. */
export const idSet = (ranges: Iterable<IdRange>): IdSet => {
  const byClient = new Map<number, Span[]>()
  for (const { client, clock, length } of ranges) {
    const spans = byClient.get(client) ?? []
    spans.push({ from: clock, to: clock + length })
    byClient.set(client, spans)
  }
  const spansOf = new Map([...byClient].map(([client, spans]) => [client, joined(spans)] as const))
  return {
    has: (client, clock) => {
      const spans = spansOf.get(client) ?? []
      const span = spans[firstAfter(spans, clock)]
      return span !== undefined && span.from <= clock
    },
    cut: ({ client, clock, length }) => {
      const spans = spansOf.get(client) ?? []
      const cuts: Cut[] = []
      const end = clock + length
      let at = clock
      for (let i = firstAfter(spans, clock); at < end; i++) {
        const { from, to } = spans[i] ?? { from: end, to: end }
        if (from > at) cuts.push({ clock: at, length: Math.min(from, end) - at, inside: false })
        const [start, stop] = [Math.max(from, at), Math.min(to, end)]
        if (start < stop) cuts.push({ clock: start, length: stop - start, inside: true })
        at = Math.max(at, Math.min(to, end))
      }
      return cuts
    },
    ranges: () => [...spansOf].flatMap(([client, spans]) => spans.map(({ from, to }) => ({ client, clock: from, length: to - from }))),
  }
}
