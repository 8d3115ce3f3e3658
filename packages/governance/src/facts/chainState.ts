import { type Address, type DecisionId, type Genesis, type Hex, type Member, memberKinds, type Rules } from '@daomesh/protocol'
import type { DecisionRecord } from '../rules/records/record.ts'

/** A roster as the chain wrote it. `epoch` counts roster writes; the genesis is epoch 0. Seats are sorted by account. */
export type RosterEpoch = { readonly epoch: number; readonly members: readonly Member[] }

/** The members after a membership event. Index 0 is the genesis; each later roster write and each full exit adds one. */
export type MembershipEvent = {
  readonly index: number
  /** The seats, with balances. */
  readonly members: readonly Member[]
  /** Seats that a decision took all power from: they own shares and are members of the space no more (F10). */
  readonly removed: ReadonlySet<Address>
}

/** What the chain says of one DAO: a pure fold over its final facts, without any present time. */
export type ChainState = {
  readonly genesis: Genesis
  /** Whether the contract exists. Before that the roster is the genesis, frozen. */
  readonly founded: boolean
  /** How many facts are folded in. */
  readonly count: number
  /** By roster epoch, as written; exits and burns since then are in `exited` and `burned`. */
  readonly rosters: readonly RosterEpoch[]
  /** By membership event: what views are made of. */
  readonly epochs: readonly MembershipEvent[]
  readonly rosterEpoch: number
  readonly rulesEpoch: number
  readonly rules: Rules
  readonly rulesHistory: ReadonlyMap<number, Rules>
  /** Who left by ragequit since the current roster was written: their seat weighs nothing. */
  readonly exited: ReadonlySet<Address>
  /** Shares burned since the current roster was written. */
  readonly burned: ReadonlyMap<Address, bigint>
  readonly enacted: ReadonlyMap<DecisionId, Hex>
  /** What was recorded and is, or was, decided after a window (R5). */
  readonly records: ReadonlyMap<DecisionId, ChainRecord>
  /** The newest failed attempt per decision; it stays enactable until it expires. */
  readonly failed: ReadonlyMap<DecisionId, FailedAttempt>
  /** Ballots of a member below this revision do not count (R4). */
  readonly minRevisions: ReadonlyMap<Address, bigint>
  /** By token (zero is ETH), then account: income that could not be pushed and waits in the inbox (R11). Nothing that is 0. */
  readonly credits: ReadonlyMap<Address, ReadonlyMap<Address, bigint>>
}

/** A record as the chain told it last, by members instead of seats. */
export type ChainRecord = DecisionRecord & {
  readonly rosterEpoch: number
  readonly rulesEpoch: number
  /** In quadratic counting: by member the most votes that ever counted here, whose cost stays reserved (R8). */
  readonly reservedVotes: ReadonlyMap<Address, bigint>
  /** What opened it. */
  readonly transaction: Hex
}

export type FailedAttempt = { readonly reason: string; readonly transaction: Hex }

/**
 * The state before anything happened on chain.
 * @example
 * genesisState(genesis).founded // => false
 */
export const genesisState = (genesis: Genesis): ChainState => ({
  genesis,
  founded: false,
  count: 0,
  rosters: [{ epoch: 0, members: genesis.members }],
  epochs: [{ index: 0, members: genesis.members, removed: new Set() }],
  rosterEpoch: 0,
  rulesEpoch: 0,
  rules: genesis.rules,
  rulesHistory: new Map([[0, genesis.rules]]),
  exited: new Set(),
  burned: new Map(),
  enacted: new Map(),
  records: new Map(),
  failed: new Map(),
  minRevisions: new Map(),
  credits: new Map(),
})

/**
 * The roster that a roster epoch wrote, or undefined when the chain has not reached it.
 * @example
 * rosterAt(state, 1) // => undefined
 */
export const rosterAt = (state: ChainState, epoch: number): RosterEpoch | undefined => state.rosters[epoch]

/**
 * The present members with present balances: who left is gone, what was burned is gone.
 * @example
 * currentMembers(state).map(({ account }) => account) // => [alice, bob, carol]
 */
export const currentMembers = (state: ChainState): readonly Member[] =>
  (state.rosters[state.rosterEpoch]?.members ?? [])
    .filter((member) => !state.exited.has(member.account))
    .map((member) => ({ ...member, shares: member.shares - (state.burned.get(member.account) ?? 0n) }))

/**
 * Those of them who are in the space: without whom a decision removed, whose row stays for the shares in it (F10).
 * @example
 * seatedMembers(state).map(({ account }) => account) // => [alice, bob, carol]
 */
export const seatedMembers = (state: ChainState): readonly Member[] => {
  const removed = state.epochs.at(-1)?.removed
  return currentMembers(state).filter(({ account }) => removed?.has(account) !== true)
}

/**
 * Whether an account ever had a seat.
 * @example
 * wasMember(state, alice) // => true
 */
export const wasMember = (state: ChainState, account: Address | null): boolean =>
  state.epochs.some(({ members }) => members.some((member) => member.account === account))

/**
 * Whether a contract, such as another DAO, is or was among the members.
 * @example
 * hasContracts(state) // => false
 */
export const hasContracts = (state: ChainState): boolean =>
  state.epochs.some(({ members }) => members.some(({ kind }) => kind === memberKinds.contract))

/**
 * Shares of the present members, burned ones left out.
 * @example
 * totalShares(state) // => 300n
 */
export const totalShares = (state: ChainState): bigint => currentMembers(state).reduce((sum, member) => sum + member.shares, 0n)
/**
 * Power of the present members.
 * @example
 * totalPower(state) // => 3n
 */
export const totalPower = (state: ChainState): bigint => currentMembers(state).reduce((sum, member) => sum + member.power, 0n)

/**
 * All credits of a token: what lies in the inbox and is no income any more (R11).
 * @example
 * totalCredits(state, dao) // => 0n
 */
export const totalCredits = (state: ChainState, token: Address): bigint =>
  [...(state.credits.get(token)?.values() ?? [])].reduce((sum, credit) => sum + credit, 0n)
