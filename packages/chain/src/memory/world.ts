import type {
  Address,
  BondFact,
  BountyFact,
  ChainFact,
  DecisionId,
  Genesis,
  Hex,
  Member,
  QuoteId,
  RoundFact,
  Rules,
  SaleFact,
} from '@daomesh/protocol'

/** What a record keeps of a member: revision and digest prefix as one number, what it says (null: uncast), and its votes. */
export type MemoryBallot = { readonly rank: bigint; readonly support: number | null; readonly votes: bigint }

/** A record (R5) as the records contract keeps it. Times in seconds. */
export type MemoryRecord = {
  readonly rosterEpoch: number
  readonly rulesEpoch: number
  readonly rules: Rules
  readonly start: number
  readonly windowEnd: number
  readonly passes: boolean
  readonly ballots: ReadonlyMap<Address, MemoryBallot>
  /** In quadratic counting: the period whose credits it spends, and by member the most votes that were ever reserved here. */
  readonly period: number
  readonly reserved: ReadonlyMap<Address, bigint>
  /** What was executed by its own record is told and not kept; its credits stay reserved (R8.5, S5.3). */
  readonly kept: boolean
}

/** A DAO as the memory chain holds it. Replaced as a whole on every change, so that blocks can keep older ones. */
export type MemoryDao = {
  readonly address: Address
  readonly inbox: Address
  readonly genesis: Genesis
  readonly facts: readonly ChainFact[]
  readonly rosterEpoch: number
  readonly rulesEpoch: number
  readonly rules: Rules
  /** By epoch, as written: seats do not move until the next epoch. `at` in seconds. */
  readonly rosters: readonly { readonly members: readonly Member[]; readonly at: number }[]
  readonly exited: ReadonlySet<Address>
  readonly burned: ReadonlyMap<Address, bigint>
  readonly spent: ReadonlySet<bigint>
  /** Hashes that it signs by decision. */
  readonly approvals: ReadonlySet<Hex>
  /** Slots of which a decision was recorded, whatever became of it (R5.4). */
  readonly recorded: ReadonlySet<bigint>
  readonly records: ReadonlyMap<DecisionId, MemoryRecord>
  /** By epoch. */
  readonly pastRules: readonly Rules[]
  readonly minRevisions: ReadonlyMap<Address, bigint>
  /** By token, then account: what the inbox could not push. */
  readonly credits: ReadonlyMap<Address, ReadonlyMap<Address, bigint>>
}

/** Everything on the chain at one block. */
export type World = {
  readonly balances: Map<Address, bigint>
  readonly tokens: Map<Address, Map<Address, bigint>>
  readonly nonces: Map<Address, number>
  readonly daos: Map<Address, MemoryDao>
  /** Accounts that take nothing, of any token. */
  readonly refusing: Set<Address>
  /** What an owner lets a spender take, by `token:owner:spender`. */
  readonly allowances: Map<string, bigint>
  /** Vaults of the escrow and of rounds, each with its token. */
  readonly vaults: Map<Address, Address>
  /** What the rules of the escrow keep, and what its calls told since this world was copied. */
  readonly escrow: { state: unknown; told: BountyFact[] }
  /** Market bonds by account, times in seconds, and what their calls told since this world was copied. */
  readonly bonds: { readonly kept: Map<Address, { readonly amount: bigint; readonly leavesAt: number }>; readonly told: BondFact[] }
  /** Copies sold by quote, and the same. */
  readonly sales: { readonly sold: Map<QuoteId, number>; readonly told: SaleFact[] }
  /** The same of the contract of rounds. */
  readonly rounds: { state: unknown; told: RoundFact[] }
}

export const emptyWorld = (): World => ({
  balances: new Map(),
  tokens: new Map(),
  nonces: new Map(),
  daos: new Map(),
  refusing: new Set(),
  allowances: new Map(),
  vaults: new Map(),
  escrow: { state: null, told: [] },
  bonds: { kept: new Map(), told: [] },
  sales: { sold: new Map(), told: [] },
  rounds: { state: null, told: [] },
})

export const copyWorld = (world: World): World => ({
  balances: new Map(world.balances),
  tokens: new Map([...world.tokens].map(([token, holders]) => [token, new Map(holders)])),
  nonces: new Map(world.nonces),
  daos: new Map(world.daos),
  refusing: new Set(world.refusing),
  allowances: new Map(world.allowances),
  vaults: new Map(world.vaults),
  escrow: { state: world.escrow.state, told: [] },
  bonds: { kept: new Map(world.bonds.kept), told: [] },
  sales: { sold: new Map(world.sales.sold), told: [] },
  rounds: { state: world.rounds.state, told: [] },
})

/** Puts `from` in the place of `into`, which others hold. */
export const replaceWorld = (into: World, from: World): void => {
  const put = <K, V>(a: Map<K, V>, b: Map<K, V>): void => {
    a.clear()
    for (const [key, value] of b) a.set(key, value)
  }
  put(into.balances, from.balances)
  put(into.tokens, from.tokens)
  put(into.nonces, from.nonces)
  put(into.daos, from.daos)
  put(into.allowances, from.allowances)
  put(into.vaults, from.vaults)
  into.escrow.state = from.escrow.state
  into.escrow.told.push(...from.escrow.told)
  put(into.bonds.kept, from.bonds.kept)
  into.bonds.told.push(...from.bonds.told)
  put(into.sales.sold, from.sales.sold)
  into.sales.told.push(...from.sales.told)
  into.rounds.state = from.rounds.state
  into.rounds.told.push(...from.rounds.told)
  into.refusing.clear()
  for (const account of from.refusing) into.refusing.add(account)
}

export const rosterOf = (dao: MemoryDao): readonly Member[] => dao.rosters[dao.rosterEpoch]?.members ?? []

/** Present balances of the seats that have not left. */
export const presentMembers = (dao: MemoryDao): readonly Member[] =>
  rosterOf(dao)
    .filter((member) => !dao.exited.has(member.account))
    .map((member) => ({ ...member, shares: member.shares - (dao.burned.get(member.account) ?? 0n) }))
