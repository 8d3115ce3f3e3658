import type { Address } from '@daomesh/protocol'

/** What an account has locked; wei. */
export type LockedBond = {
  readonly amount: bigint
  /** When it may be withdrawn, in seconds of chain time; null while no notice is given. */
  readonly leavesAt: number | null
}

/** Market bonds by account, as of a block. */
export type BondBook = ReadonlyMap<Address, LockedBond>

export const emptyBonds: BondBook = new Map()
