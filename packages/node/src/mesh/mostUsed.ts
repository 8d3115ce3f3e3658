import type { Engagement } from '@daomesh/governance'

/** What a filter offers. */
const offered = 40

/** What engagements name, such as tokens or tags, and how many do; the most used first. */
export const mostUsed = <K extends string>(
  engagements: readonly Engagement[],
  namesOf: (engagement: Engagement) => readonly K[],
): readonly { readonly of: K; readonly engagements: number }[] => {
  const counts = new Map<K, number>()
  for (const one of engagements) for (const name of new Set(namesOf(one))) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, offered)
    .map(([of, count]) => ({ of, engagements: count }))
}
