import type { Address, Hex } from '@daomesh/protocol'
import type { Counted } from './countedEngagements.ts'
import type { Engagement } from './engagements.ts'

/** Which engagements lie right below each: parts of its pyramid, and bounties that its payee funded by itself and that name it as the one above. */
const linesBelow = (all: readonly Engagement[]): ReadonlyMap<Hex, readonly Engagement[]> => {
  const byAgreement = new Map<Hex, Engagement>()
  for (const one of all) if (one.agreement !== null) byAgreement.set(one.agreement, one)
  const below = new Map<Hex, Engagement[]>()
  for (const one of all) {
    const named = one.parent === null ? undefined : byAgreement.get(one.parent)
    // Anybody may name any bounty: it is a part of it only where who took that one pays for this one.
    const above = one.above ?? (named !== undefined && named.payee === one.payer ? named.key : null)
    if (above === null) continue
    const known = below.get(above)
    if (known === undefined) below.set(above, [one])
    else known.push(one)
  }
  return below
}

/**
 * The height of each engagement: 0 where its payee does all of it, else one more than that of its highest part. Parts between two accounts of one ring are
 * as high as what lies below them, so that nobody rises by passing work to itself (G9). It ends whatever the parts say: a part that goes round adds nothing.
 * @example
 * heightsOf({ engagements: [], washed: [] }).size // => 0
 */
export const heightsOf = ({ engagements, washed }: Counted): ReadonlyMap<Hex, number> => {
  const all = [...engagements, ...washed]
  const isWashed = new Set(washed.map(({ key }) => key))
  const below = linesBelow(all)
  const heights = new Map<Hex, number>()
  const entered = new Set<Hex>()
  // With a stack of its own: a pyramid can be deeper than the one of the machine.
  for (const start of all) {
    const stack = [start]
    for (let one = stack.at(-1); one !== undefined; one = stack.at(-1)) {
      const parts = below.get(one.key) ?? []
      if (!entered.has(one.key)) {
        entered.add(one.key)
        stack.push(...parts.filter(({ key }) => !entered.has(key)))
        continue
      }
      stack.pop()
      if (heights.has(one.key)) continue
      // Passed on, as the chain says, to somebody who is not known here yet.
      let height = one.split && parts.length === 0 ? 1 : 0
      for (const { key } of parts) height = Math.max(height, (heights.get(key) ?? 0) + (isWashed.has(key) ? 0 : 1))
      heights.set(one.key, height)
    }
  }
  return heights
}

/**
 * The level of everybody in these engagements: how far from it the hands are that do the work. 0 for who does all of it itself, 1 for who employs those, and
 * so on, by the highest it took or gave (the essay's level, 2.3). What is washed counts for nobody (G9).
 * @example
 * levelsOf({ engagements: [], washed: [] }).size // => 0
 */
export const levelsOf = (counted: Counted): ReadonlyMap<Address, number> => {
  const heights = heightsOf(counted)
  const levels = new Map<Address, number>()
  const raise = (account: Address, level: number): void => {
    levels.set(account, Math.max(levels.get(account) ?? 0, level))
  }
  for (const { key, payer, payee, state, paid } of counted.engagements) {
    // Work that came to nothing shows nothing.
    if (state === 'settled' && paid === 0n) continue
    const height = heights.get(key) ?? 0
    raise(payee, height)
    raise(payer, height + 1)
  }
  return levels
}
