import type { ChainFact } from '@daomesh/protocol'

/**
 * Facts of a DAO from its founding on. What is told before is of no DAO that the factory made: a contract of a stranger's logs as much as it likes, and whoever
 * is asked about its address keeps none of it.
 */
export const sinceFounding = <E extends { readonly fact: ChainFact }>(isFounded: boolean, events: readonly E[]): readonly E[] => {
  if (isFounded) return events
  const at = events.findIndex(({ fact }) => fact.kind === 'founded')
  return at < 0 ? [] : events.slice(at)
}
