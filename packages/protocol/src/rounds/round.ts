import type { Hex } from '../bytes.ts'
import type { ChainPosition } from '../chain/events.ts'
import type { Address, RoundId } from '../ids.ts'

/**
 * A round of public goods, as the contract hashes it. Amounts in the smallest unit of the token (zero: ETH); `closesAt` (until then people contribute) and
 * `finaliseBy` (until then it is counted, else everybody is refunded) in seconds of chain time; `capBps` is the largest part of the pool that one project
 * is matched with.
 */
export type Round = {
  readonly confederation: Address
  readonly token: Address
  readonly closesAt: number
  readonly finaliseBy: number
  readonly minimum: bigint
  readonly capBps: number
  readonly projectsHash: Hex
  readonly contentHash: Hex
  readonly nonce: bigint
}

/** Who is paid for a project of a round, and the hash of what it is. */
export type RoundProject = { readonly payee: Address; readonly contentHash: Hex }

/** What happened in the contract of rounds, by the names of its functions. `seat` is one of the confederation's roster when the round was opened. */
export type RoundFact =
  | {
      readonly kind: 'opened'
      readonly id: RoundId
      readonly round: Round
      readonly projects: readonly RoundProject[]
      /** Seats that have a root. */
      readonly seats: readonly number[]
    }
  | { readonly kind: 'funded'; readonly id: RoundId; readonly funder: Address; readonly number: number; readonly amount: bigint }
  | {
      readonly kind: 'contributed'
      readonly id: RoundId
      readonly account: Address
      readonly seat: number
      readonly project: number
      readonly amount: bigint
    }
  | { readonly kind: 'calledOff'; readonly id: RoundId }
  | { readonly kind: 'finalised'; readonly id: RoundId; readonly deserved: bigint; readonly pool: bigint; readonly left: bigint }
  | {
      readonly kind: 'paid'
      readonly id: RoundId
      readonly project: number
      readonly payee: Address
      readonly contributed: bigint
      readonly matched: bigint
    }
  | { readonly kind: 'poolRefunded'; readonly id: RoundId; readonly number: number; readonly funder: Address; readonly amount: bigint }
  | { readonly kind: 'contributionRefunded'; readonly id: RoundId; readonly account: Address; readonly amount: bigint }
  /** A push failed and waits; `vault` zero is ETH. */
  | { readonly kind: 'credited'; readonly vault: Address; readonly account: Address; readonly amount: bigint }
  | { readonly kind: 'claimed'; readonly vault: Address; readonly account: Address; readonly recipient: Address; readonly amount: bigint }

/** What can be asked of the contract of rounds, by the names of its functions. */
export type RoundAction =
  | { readonly kind: 'open'; readonly round: Round; readonly projects: readonly RoundProject[] }
  | { readonly kind: 'fund'; readonly round: Round; readonly amount: bigint }
  | {
      readonly kind: 'contribute'
      readonly round: Round
      readonly seat: number
      /** The sender's seat in the present roster of the DAO that has the seat; null where the sender is that account itself. */
      readonly place: number | null
      readonly project: number
      readonly amount: bigint
    }
  | { readonly kind: 'callOff'; readonly round: Round }
  | { readonly kind: 'finalise'; readonly round: Round }
  /** `which`: places of projects. */
  | { readonly kind: 'payout'; readonly round: Round; readonly projects: readonly RoundProject[]; readonly which: readonly number[] }
  | { readonly kind: 'refund'; readonly round: Round; readonly account: Address }
  | { readonly kind: 'refundPool'; readonly round: Round; readonly numbers: readonly number[] }
  | { readonly kind: 'claim'; readonly vault: Address; readonly account: Address; readonly recipient: Address }

/** A fact of the contract of rounds with where it stands on the chain; `at` is block time in milliseconds. */
export type RoundEvent = ChainPosition & { readonly fact: RoundFact }
