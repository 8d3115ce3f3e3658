import { hexHashOf } from '@daomesh/protocol'

/** Letters of a name that is kept as it is: others choose how long the rest is. */
const mostLetters = 128
const shortened = (key: string): string => (key.length <= mostLetters ? key : hexHashOf('daomesh/turn', key))

/**
 * Chooses what the chain is asked about in one look, where others choose how much there is: what was never asked about first, then what was asked about the
 * longest ago. So all of it has its turn, and nobody hides one thing behind many. Among equals what stands first comes first.
 */
export const createTurns = (most: number): (<T>(all: readonly T[], keyOf: (one: T) => string) => readonly T[]) => {
  const lastAsked = new Map<string, number>()
  let looks = 0
  return (all, keyOf) => {
    looks += 1
    const chosen = all
      .map((one) => ({ one, key: shortened(keyOf(one)) }))
      .toSorted((a, b) => (lastAsked.get(a.key) ?? 0) - (lastAsked.get(b.key) ?? 0))
      .slice(0, most)
    // At once, whatever comes of it: an endpoint that fails at one of them is asked about others next.
    for (const { key } of chosen) lastAsked.set(key, looks)
    return chosen.map(({ one }) => one)
  }
}
