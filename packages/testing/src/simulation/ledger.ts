/** How often something happened, by what it was. */
export type Counts = Map<string, number>

/** What a run did and looked at, for its figures and to show that every kind of it occurs. */
export type Ledger = {
  /** Faults of machines, of the network and of the chain, and what members suffered or did that others had to cope with. */
  readonly faults: Counts
  /** What people did. */
  readonly steps: Counts
  /** What Byzantine members and strangers did, by kind. */
  readonly lies: Counts
  /** How often each invariant was looked at. */
  readonly checks: Counts
}

export const emptyLedger = (): Ledger => ({ faults: new Map(), steps: new Map(), lies: new Map(), checks: new Map() })

export const count = (counts: Counts, what: string, times = 1): void => {
  if (times > 0) counts.set(what, (counts.get(what) ?? 0) + times)
}

/** In the order of the names. */
export const sorted = (counts: Counts): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
