import { type KeyRow, keysOf, type Registers, sealsOf, type SealRow } from '@daomesh/governance'
import type { ViewFacts } from '@daomesh/protocol'

type Ordered = { readonly seals: readonly SealRow[]; readonly indices: readonly (number | undefined)[]; readonly keys: readonly KeyRow[] }

const isSame = <T>(a: readonly T[], b: readonly T[]): boolean => a === b || (a.length === b.length && a.every((one, i) => one === b[i]))

/** The keys of a space in their order (governance S9), put in order anew only when a seal or a view came: every record asks for them. */
export const createKeyOrder = (registers: () => Registers, views: ViewFacts): (() => readonly KeyRow[]) => {
  let last: Ordered | null = null
  return () => {
    const seals = sealsOf(registers())
    const indices = seals.map(({ view }) => views.lookup(view)?.index)
    if (last === null || !isSame(last.seals, seals) || !isSame(last.indices, indices))
      last = { seals, indices, keys: keysOf(registers(), (view) => views.lookup(view)?.index) }
    return last.keys
  }
}
