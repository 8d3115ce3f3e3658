import type { Cbor } from '@daomesh/protocol'

/** The folded registers as selectors read them, in the order of their keys. A replica's state is one. */
export type Registers = {
  readonly get: (key: string) => Cbor | undefined
  readonly entries: (prefix: string) => readonly RegisterEntry[]
  /** Of registers that go on: another one after any of them changed, so that what was found out under one version holds as long as it does. */
  readonly version?: number | undefined
}
export type RegisterEntry = { readonly key: string; readonly value: Cbor }

const firstAtOrAfter = (sorted: readonly RegisterEntry[], key: string): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.key ?? '') < key) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Registers sorted once, so that each prefix costs only its own entries. Selectors ask for many prefixes: take one of these per change.
 * @example
 * const sorted = registersOf([{ key: 'b', value: 2 }, { key: 'a/1', value: 1 }])
 * sorted.entries('a/') // => [{ key: 'a/1', value: 1 }]
 */
export const registersOf = (entries: Iterable<RegisterEntry>): Registers => {
  const sorted = [...entries].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const byKey = new Map(sorted.map(({ key, value }) => [key, value]))
  return {
    get: (key) => byKey.get(key),
    entries: (prefix) => {
      const from = firstAtOrAfter(sorted, prefix)
      let to = from
      while (sorted[to]?.key.startsWith(prefix)) to++
      return sorted.slice(from, to)
    },
  }
}

/**
 * Registers with some entries in place of their own, or beside them. The others are read when they are asked for: the state of a replica goes on under it,
 * where a copy would stand still.
 * @example
 * const shown = overlaid(registersOf([{ key: 'a/1', value: 1 }, { key: 'b', value: 2 }]), [{ key: 'a/2', value: 3 }])
 * shown.entries('a/').map(({ value }) => value) // => [1, 3]
 */
export const overlaid = (below: Registers, entries: Iterable<RegisterEntry>): Registers => {
  const above = registersOf(entries)
  return {
    get version() {
      return below.version
    },
    get: (key) => above.get(key) ?? below.get(key),
    entries: (prefix) => {
      const added = above.entries(prefix)
      if (added.length === 0) return below.entries(prefix)
      return registersOf([...below.entries(prefix).filter(({ key }) => above.get(key) === undefined), ...added]).entries('')
    },
  }
}

/**
 * Values of one key family. The reducers wrote them, so their form is known (fold/values.ts).
 * @example
 * valuesOf<{ name: string }>(registers, 'profile/') // => [{ name: 'Alice' }]
 */
export const valuesOf = <T>(registers: Registers, prefix: string): readonly T[] => registers.entries(prefix).map(({ value }) => value as T)

/**
 * The value of one key. The reducers wrote it, so its form is known.
 * @example
 * valueAt<{ name: string }>(registers, keys.profile(bob)) // => undefined
 */
export const valueAt = <T>(registers: Registers, key: string): T | undefined => registers.get(key) as T | undefined
