import type { DealSide } from '@daomesh/protocol'

type Ordered = { readonly depth: number; readonly id: string }
type Offered = Ordered & { readonly offer: { readonly side: DealSide }; readonly withdrawn: object | null }

/** In the order that all replicas share: by depth, then by id. */
export const isLater = (a: Ordered, b: Ordered): boolean => a.depth > b.depth || (a.depth === b.depth && a.id > b.id)

/** Of each side the newest offer that it did not take back: it stands in the place of those before it. */
export const newestOf = <O extends Offered>(all: readonly O[]): ReadonlyMap<DealSide, O> => {
  const newest = new Map<DealSide, O>()
  for (const one of all) {
    const known = newest.get(one.offer.side)
    if (one.withdrawn === null && (known === undefined || isLater(one, known))) newest.set(one.offer.side, one)
  }
  return newest
}
