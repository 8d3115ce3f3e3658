import type { Address } from '@daomesh/protocol'

/**
 * What the chain says an issuer or hunter has done, computed from facts of bounties. The market shows it and filters by it; it computes none of it.
 * `null` for an account of which nothing is known here.
 */
export type TrackBook = { readonly of: (account: Address) => { readonly level: number } | null }
