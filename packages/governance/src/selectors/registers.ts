import type { Cbor } from '@daomesh/protocol'

/** The folded registers as selectors read them. `list` gives keys in order. */
export type Registers = {
  readonly get: (key: string) => Cbor | undefined
  readonly list: (prefix: string) => Iterable<readonly [key: string, value: Cbor]>
}

/** Registers over a plain set of keys and values, sorted once. */
export const registersOf = (entries: Iterable<readonly [string, Cbor]>): Registers => {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const byKey = new Map(sorted)
  const firstAtOrAfter = (key: string): number => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.[0] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    get: (key) => byKey.get(key),
    *list(prefix) {
      for (let i = firstAtOrAfter(prefix); i < sorted.length; i++) {
        const entry = sorted[i]
        if (entry === undefined || !entry[0].startsWith(prefix)) return
        yield entry
      }
    },
  }
}

/** Values of one key family. The reducers wrote them, so their form is known (fold/values.ts). */
export const valuesOf = <T>(registers: Registers, prefix: string): readonly T[] =>
  [...registers.list(prefix)].map(([, value]) => value as T)

export const valueAt = <T>(registers: Registers, key: string): T | undefined => registers.get(key) as T | undefined
