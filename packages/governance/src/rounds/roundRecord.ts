import type { Address, Round, RoundId, RoundProject } from '@daomesh/protocol'
import type { Credits } from '../credits/creditBook.ts'
import type { RoundContribution } from '../rules/matching/matchRound.ts'

/** What an account gave to the pool, in its order; `refunded`: that part of it which was left went back. */
export type RoundFunding = { readonly funder: Address; readonly amount: bigint; readonly refunded: boolean }

/** One round as the chain told it. */
export type RoundRecord = {
  readonly id: RoundId
  readonly round: Round
  readonly projects: readonly RoundProject[]
  /** Seats that have a root. */
  readonly seats: readonly number[]
  readonly status: 'open' | 'finalised' | 'calledOff'
  readonly fundings: readonly RoundFunding[]
  /** In the order of the chain. */
  readonly contributions: readonly (RoundContribution & { readonly account: Address })[]
  /** Places of projects that were paid. */
  readonly paid: ReadonlySet<number>
  /** Whose contributions went back. */
  readonly refunded: ReadonlySet<Address>
}

/** All rounds, and what waits for accounts whose push failed. */
export type RoundBook = { readonly rounds: ReadonlyMap<RoundId, RoundRecord>; readonly credits: Credits }

/** Before the first fact. */
export const emptyRounds: RoundBook = { rounds: new Map(), credits: new Map() }
