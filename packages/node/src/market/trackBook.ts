import type { TrackRecord } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'

/**
 * What the chain says an issuer or hunter has done, computed from facts of bounties (node M110). The market shows it and filters by it; it computes none of it.
 */
export type TrackBook = {
  /** False before the escrow's facts were read once: then nobody has a level, and no filter by level is offered. */
  readonly known: () => boolean
  /** null for an account of which nothing is known here. */
  readonly of: (account: Address) => { readonly level: number; readonly record: TrackRecord } | null
  /** Reads what is new on the chain; a chain that is away leaves what was read before. */
  readonly learn: () => Promise<void>
}
