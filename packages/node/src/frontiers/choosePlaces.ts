import type { Place, Tip } from '@daomesh/log'
import { mostPlaces } from './frontier.ts'

/**
 * The ends a frontier names, at most `mostPlaces`: first the newest of every member, then everybody's second, so that nobody who opens logs
 * without end crowds the others out.
 */
export const choosePlaces = (tips: readonly Tip[]): readonly Place[] => {
  const ranks = new Map<string, number>()
  const rankOf = (member: string): number => {
    const rank = ranks.get(member) ?? 0
    ranks.set(member, rank + 1)
    return rank
  }
  return tips
    .map(({ log, seq, member }) => ({ log, seq, rank: rankOf(member ?? '') }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostPlaces)
    .map(({ log, seq }) => ({ log, seq }))
    .sort((a, b) => (a.log < b.log ? -1 : 1))
}
