import type { Hex } from '../bytes.ts'
import type { ChainPosition } from '../chain/events.ts'
import type { Address, BountyId } from '../ids.ts'
import type { Agreement } from './agreement.ts'

/** What one leaf got: its place in the split, its payee, and its margin (amount less what its own splits have). */
export type LeafPayment = { readonly index: number; readonly payee: Address; readonly margin: bigint }

/**
 * What happened in the escrow, by the names of its functions. `node` is a bounty's id or the key of a leaf (`leafKeyOf` in governance); amounts are in the
 * smallest unit of the bounty's token, times in seconds of chain time.
 */
export type BountyFact =
  | { readonly kind: 'funded'; readonly id: BountyId; readonly agreement: Agreement }
  | { readonly kind: 'cancelled'; readonly id: BountyId; readonly by: Address }
  /** Number 0 is the split that the leaf carried from the start. */
  | {
      readonly kind: 'split'
      readonly id: BountyId
      readonly node: Hex
      readonly owner: Address
      readonly number: number
      readonly root: Hex
      readonly sum: bigint
    }
  | { readonly kind: 'delivered'; readonly id: BountyId; readonly contentHash: Hex }
  | { readonly kind: 'accepted'; readonly id: BountyId }
  /** `leaves` by their index in the split. */
  | {
      readonly kind: 'leavesAccepted'
      readonly id: BountyId
      readonly node: Hex
      readonly split: number
      readonly leaves: readonly number[]
    }
  | {
      readonly kind: 'objected'
      readonly id: BountyId
      readonly node: Hex
      readonly objector: Address
      readonly arbiter: Address
      readonly bond: bigint
      readonly reasonHash: Hex
      /** It is before the arbiter at once. */
      readonly contested: boolean
    }
  | { readonly kind: 'contested'; readonly id: BountyId; readonly node: Hex }
  | { readonly kind: 'ruled'; readonly id: BountyId; readonly node: Hex; readonly hunterAmount: bigint }
  /** `released`: what hunter and splits get together; `margin` of it went to the hunter. The windows of all levels begin at `releasedAt`. */
  | { readonly kind: 'released'; readonly id: BountyId; readonly released: bigint; readonly margin: bigint; readonly releasedAt: number }
  | { readonly kind: 'refunded'; readonly id: BountyId; readonly issuer: Address; readonly amount: bigint }
  | { readonly kind: 'paid'; readonly id: BountyId; readonly node: Hex; readonly split: number; readonly payments: readonly LeafPayment[] }
  /** What leaves did not earn went to who split. */
  | { readonly kind: 'returned'; readonly id: BountyId; readonly node: Hex; readonly to: Address; readonly amount: bigint }
  /** A payee gave up what is above `amount`. */
  | { readonly kind: 'freed'; readonly id: BountyId; readonly node: Hex; readonly amount: bigint }
  | { readonly kind: 'redirected'; readonly id: BountyId; readonly node: Hex; readonly to: Address }
  /** A push failed and waits; `vault` zero is ETH. */
  | { readonly kind: 'credited'; readonly vault: Address; readonly account: Address; readonly amount: bigint }
  | { readonly kind: 'claimed'; readonly vault: Address; readonly account: Address; readonly recipient: Address; readonly amount: bigint }

/** A fact of the escrow with where it stands on the chain; `at` is block time in milliseconds. */
export type BountyEvent = ChainPosition & { readonly fact: BountyFact }
