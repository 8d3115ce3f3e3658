import type { Clock } from '@daomesh/protocol'
import { marketLimits } from '../limits.ts'

/** Ids that were refused, for a while: so that two peers who keep different posts do not fetch the same ones at each session. */
export const createRefusals = (clock: Pick<Clock, 'now'>) => {
  const refused = new Map<string, number>()
  return {
    has: (id: string): boolean => {
      const until = refused.get(id)
      if (until === undefined) return false
      if (until > clock.now()) return true
      refused.delete(id)
      return false
    },
    add: (id: string): void => {
      refused.delete(id)
      refused.set(id, clock.now() + marketLimits.askAgainAtMost)
      const [oldest] = refused.keys()
      if (refused.size > marketLimits.refused && oldest !== undefined) refused.delete(oldest)
    },
  }
}
