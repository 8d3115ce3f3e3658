import type { ChainPosition } from '../chain/events.ts'
import type { Address } from '../ids.ts'

/** What happened in the contract of market bonds, by the names of its events. Amounts in wei, `leavesAt` in seconds of chain time. */
export type BondFact =
  /** `amount`: all that the account has locked now. A notice that it had given is taken back. */
  | { readonly kind: 'bonded'; readonly account: Address; readonly added: bigint; readonly amount: bigint }
  | { readonly kind: 'unbonded'; readonly account: Address; readonly amount: bigint; readonly leavesAt: number }
  | { readonly kind: 'withdrawn'; readonly account: Address; readonly recipient: Address; readonly amount: bigint }

/** What can be asked of that contract, by the names of its functions. */
export type BondAction =
  /** Wei that come with it. */
  | { readonly kind: 'bond'; readonly amount: bigint }
  | { readonly kind: 'unbond' }
  /** The zero address is the account itself. */
  | { readonly kind: 'withdraw'; readonly recipient: Address }

/** A fact of market bonds with where it stands on the chain; `at` is block time in milliseconds. */
export type BondEvent = ChainPosition & { readonly fact: BondFact }
