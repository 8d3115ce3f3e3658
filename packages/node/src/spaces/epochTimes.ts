import type { EpochTimes } from '@daomesh/governance'
import type { ReadDao } from './space.ts'

/** When each roster epoch began, in seconds of chain time, from the facts this node has. */
export const epochTimesOf = (space: Pick<ReadDao, 'facts'>): EpochTimes => {
  const times = new Map<number, number>()
  for (const { fact, at } of space.facts.events()) {
    if (fact.kind === 'founded') times.set(0, Math.floor(at / 1000))
    if (fact.kind === 'rosterChanged') times.set(fact.epoch, Math.floor(at / 1000))
  }
  return (epoch) => times.get(epoch)
}
