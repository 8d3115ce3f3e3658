import type { Hex } from '../bytes.ts'
import type { Address } from '../ids.ts'
import type { Agreement } from './agreement.ts'
import type { EscrowGroup, EscrowLevel, EscrowSplit } from './escrowGroups.ts'

/**
 * What can be asked of the escrow, by the names of its functions. `agreement` is that of the funded bounty. A signature is empty where the account itself
 * sends the call. Amounts in the smallest unit of the bounty's token, times in seconds of chain time.
 */
export type EscrowAction =
  | { readonly kind: 'fund'; readonly agreement: Agreement; readonly hunterSignature: Hex }
  | { readonly kind: 'cancel'; readonly agreement: Agreement }
  | {
      readonly kind: 'split'
      readonly agreement: Agreement
      readonly path: readonly EscrowGroup[]
      readonly splits: readonly EscrowSplit[]
    }
  | { readonly kind: 'deliver'; readonly agreement: Agreement; readonly contentHash: Hex; readonly signature: Hex }
  | { readonly kind: 'accept'; readonly agreement: Agreement; readonly signature: Hex }
  | {
      readonly kind: 'acceptLeaves'
      readonly agreement: Agreement
      readonly path: readonly EscrowGroup[]
      readonly levels: readonly EscrowLevel[]
    }
  | { readonly kind: 'object'; readonly agreement: Agreement; readonly reasonHash: Hex }
  /** The last leaf that `path` shows; `sub` is the agreement it names. */
  | {
      readonly kind: 'objectLeaf'
      readonly agreement: Agreement
      readonly path: readonly EscrowGroup[]
      readonly sub: Agreement
      readonly reasonHash: Hex
    }
  | { readonly kind: 'contest'; readonly node: Hex; readonly signature: Hex }
  | { readonly kind: 'rule'; readonly node: Hex; readonly hunterAmount: bigint }
  | { readonly kind: 'release'; readonly agreement: Agreement }
  | { readonly kind: 'refund'; readonly agreement: Agreement }
  | {
      readonly kind: 'settle'
      readonly agreement: Agreement
      readonly hunterAmount: bigint
      readonly validUntil: number
      readonly hunterSignature: Hex
      readonly issuerSignature: Hex
    }
  | { readonly kind: 'payout'; readonly agreement: Agreement; readonly groups: readonly EscrowGroup[] }
  | {
      readonly kind: 'free'
      readonly agreement: Agreement
      readonly path: readonly EscrowGroup[]
      readonly amount: bigint
      readonly signature: Hex
    }
  | {
      readonly kind: 'redirect'
      readonly agreement: Agreement
      readonly path: readonly EscrowGroup[]
      readonly to: Address
      readonly signature: Hex
    }
  | { readonly kind: 'claim'; readonly vault: Address; readonly account: Address; readonly recipient: Address }
