import type {
  Address,
  BondEvent,
  BountyEvent,
  ChainEvent,
  ChainIdentity,
  ChainPosition,
  Genesis,
  Hex,
  RoundEvent,
  SaleEvent,
  UnsignedTransaction,
} from '@daomesh/protocol'

/**
 * When a block counts as final (SPEC A1). `confirmations` n: n further blocks lie on top of it; 0 makes every block final at once, which is right only
 * on a chain that one process mines on demand. `tag`: the chain itself says so.
 */
export type Finality = { readonly confirmations: number } | { readonly tag: 'finalized' | 'safe' }

/** How this app meets one chain. */
export type ChainProfile = {
  /** The chain this profile is for; a call answered by any other is refused with `CHAIN_MISMATCH`. */
  readonly identity: ChainIdentity
  readonly factory: Address
  readonly finality: Finality
  /** No DAO of the factory is older than this block. */
  readonly startBlock: bigint
  /** Blocks asked for in one eth_getLogs; public endpoints refuse long ranges. */
  readonly logRange: bigint
  /** Pause between two looks at the head, in milliseconds; doubles up to `slowestPoll` while the endpoint fails. */
  readonly poll: number
  readonly slowestPoll: number
}

export type BlockRef = { readonly number: bigint; readonly hash: Hex }

/** `timestamp` is seconds of chain time. `finalized` is the youngest final block. */
export type ChainHead = BlockRef & { readonly timestamp: number; readonly finalized: BlockRef }

/** All facts up to and including this block were delivered as final. */
export type FactsCursor = BlockRef

export type Page<E> = {
  /** Final, in order, each delivered once along a chain of cursors. They never change (SPEC A3). */
  readonly finalized: readonly E[]
  /** Where the next page begins. Store it together with the facts. */
  readonly cursor: FactsCursor | null
  /** Read again in full by every call: what lies above the cursor may still vanish. A selector, never hashed. Empty while `more`. */
  readonly unfinalized: readonly E[]
  readonly head: ChainHead
  /** There is another page of final facts right now. */
  readonly more: boolean
}

export type FactsPage = Page<ChainEvent>
/** Facts of the escrow, of all bounties. */
export type BountyFactsPage = Page<BountyEvent>

/** A DAO that the factory made; anybody may give any name. */
export type FoundedDao = { readonly dao: Address; readonly name: string }
export type DaosPage = Page<ChainPosition & { readonly fact: FoundedDao }>
export type DaosRequest = { readonly from: FactsCursor | null }

export type BountyFactsRequest = { readonly escrow: Address; readonly from: FactsCursor | null }

/** Facts of the contract of rounds, of all confederations. */
export type RoundFactsPage = Page<RoundEvent>

export type RoundFactsRequest = { readonly rounds: Address; readonly from: FactsCursor | null }

/** Facts of the contract of market bonds, of all accounts. */
export type BondFactsPage = Page<BondEvent>
export type BondFactsRequest = { readonly bonds: Address; readonly from: FactsCursor | null }

/** Purchases at the till, of all sellers. */
export type SaleFactsPage = Page<SaleEvent>
export type SaleFactsRequest = { readonly till: Address; readonly from: FactsCursor | null }

export type FactsRequest = {
  readonly dao: Address
  readonly from: FactsCursor | null
  /** The genesis, where it is known already: it is read from the deploying transaction otherwise. */
  readonly genesis?: Genesis
}

/** Which slots of a DAO are spent, as of a block of its chain. */
export type SpentSlotsRequest = { readonly dao: Address; readonly slots: readonly bigint[]; readonly block: bigint }

/** One call as an account would make it; `value` in wei. */
export type ChainCall = { readonly to: Address; readonly value: bigint; readonly data: Hex }

/** What a token says of itself, for display beside its address: anybody can deploy one that says the same. Empty where it says nothing. */
export type TokenWords = {
  readonly symbol: string
  readonly name: string
  /** How many digits of an amount stand behind the point; null where it says nothing, as NFTs do, or more than 77. */
  readonly decimals: number | null
}

/** A call that a transaction made; `ok`: it did not revert. */
export type MinedCall = ChainCall & { readonly ok: boolean }

/** Whether `signer` signs `hash` by ERC-1271 when `verifier` asks: a DAO answers a DAO of its factory by live ballots too (R10 of the contracts). */
export type SignsRequest = { readonly signer: Address; readonly verifier: Address; readonly hash: Hex; readonly signature: Hex }

/** `error` is the named error or the text the target gave, `raw` what it returned. */
export type CallOutcome =
  | { readonly ok: true; readonly gas: bigint }
  | { readonly ok: false; readonly error: string; readonly args: readonly string[]; readonly raw: Hex }

/** What became of a transaction. `fee` in wei is what its sender paid, also when it reverted. */
export type TransactionReceipt = {
  readonly hash: Hex
  readonly ok: boolean
  readonly block: BlockRef
  readonly final: boolean
  readonly gasUsed: bigint
  readonly fee: bigint
  /** The named error of a reverted transaction, as far as it can still be found out, and its arguments as text. */
  readonly error: string | null
  readonly args: readonly string[]
}

/** `nonceUsed`: the account's nonce is past this one. `refused`: the endpoint does not take it, `detail` says why. */
export type SendOutcome = {
  readonly hash: Hex
  readonly outcome: 'accepted' | 'known' | 'nonceUsed' | 'underpriced' | 'refused'
  readonly detail: string
}

export type PrepareRequest = ChainCall & { readonly from: Address; readonly nonce?: number }

export type Watching<P> = {
  /** The block of the newest fact that was delivered, null before the first. Where the cursor's own block is gone, watching goes on behind this one. */
  readonly back?: () => FactsCursor | null
  /** Awaited before the next page is asked for, so that facts and cursor can be stored first. Called whenever the page says something new. */
  readonly onFacts: (page: P) => void | Promise<void>
  /** A new head, and after a failure the first one even where it is the old one: the endpoint answers again. */
  readonly onHead: (head: ChainHead) => void
  /** A failed look: `CHAIN_UNREACHABLE` and so on. Watching goes on, more slowly. */
  readonly onFailure: (error: unknown) => void
}

export type WatchRequest = FactsRequest & Watching<FactsPage>
export type WatchBountiesRequest = BountyFactsRequest & Watching<BountyFactsPage>
export type WatchRoundsRequest = RoundFactsRequest & Watching<RoundFactsPage>
export type WatchBondsRequest = BondFactsRequest & Watching<BondFactsPage>

/**
 * What the rest of the app needs of a chain. A memory chain and the viem adapter pass one acceptance suite.
 * Every method rejects with `CHAIN_UNREACHABLE` while the endpoint is silent or switched off and with `CHAIN_MISMATCH` when another chain answers.
 */
export type ChainClient = {
  readonly profile: ChainProfile
  readonly identity: () => Promise<ChainIdentity>
  readonly head: () => Promise<ChainHead>
  /** The block that stands at this height now; null above the head. */
  readonly blockHash: (number: bigint) => Promise<Hex | null>
  readonly facts: (request: FactsRequest) => Promise<FactsPage>
  /** Follows the facts of a DAO; the answer stops it. */
  readonly watch: (request: WatchRequest) => () => void
  /** What the escrow told of all bounties, by the same rules. */
  readonly bountyFacts: (request: BountyFactsRequest) => Promise<BountyFactsPage>
  /** Follows the facts of the escrow; the answer stops it. */
  readonly watchBounties: (request: WatchBountiesRequest) => () => void
  /** What the contract of rounds told of all rounds, by the same rules. */
  readonly roundFacts: (request: RoundFactsRequest) => Promise<RoundFactsPage>
  /** Follows its facts; the answer stops it. */
  readonly watchRounds: (request: WatchRoundsRequest) => () => void
  /** What the contract of market bonds told of all accounts, by the same rules. */
  readonly bondFacts: (request: BondFactsRequest) => Promise<BondFactsPage>
  /** Follows its facts; the answer stops it. */
  readonly watchBonds: (request: WatchBondsRequest) => () => void
  /** What the till told of all sellers, by the same rules. */
  readonly saleFacts: (request: SaleFactsRequest) => Promise<SaleFactsPage>
  /** The DAOs that the factory made, by the same rules. */
  readonly daos: (request: DaosRequest) => Promise<DaosPage>
  /** In wei, or in the token's own smallest unit; of an NFT how many, of an ERC-1155 token how many of one \`item\`. */
  readonly balance: (account: Address, token?: Address, item?: bigint) => Promise<bigint>
  /** How much of a token `spender` may take of `owner`, in its smallest unit. */
  readonly allowance: (request: { readonly token: Address; readonly owner: Address; readonly spender: Address }) => Promise<bigint>
  /** What a token says of itself: for display beside its address. */
  readonly token: (token: Address) => Promise<TokenWords>
  /** keccak-256 of the code there; null where there is none. */
  readonly codeHash: (account: Address) => Promise<Hex | null>
  /** The contract in which decisions of the factory's DAOs are recorded (R5). It never changes, and a known one is answered offline too. */
  readonly records: () => Promise<Address>
  /** Those of the slots under which a decision was enacted by then, whichever it was. The DAO must be founded in that block. */
  readonly spentSlots: (request: SpentSlotsRequest) => Promise<readonly bigint[]>
  /** The calls one after the other from one account, without sending anything. */
  readonly simulate: (request: { readonly from: Address; readonly calls: readonly ChainCall[] }) => Promise<readonly CallOutcome[]>
  /** What a contract answers now; false where it is none, refuses or fails. */
  readonly signs: (request: SignsRequest) => Promise<boolean>
  /** How many transactions of the account are mined: the nonce of its next one, now and at the finalized block. */
  readonly nonces: (account: Address) => Promise<{ readonly latest: number; readonly finalized: number }>
  /**
   * Nonce, fees and gas for a transaction.
   * @throws DaomeshError `TRANSACTION_REVERTED` with the named error when it would fail now, `TRANSACTION_FUNDS` when the account cannot pay.
   */
  readonly prepare: (request: PrepareRequest) => Promise<UnsignedTransaction>
  readonly sendRaw: (raw: Hex) => Promise<SendOutcome>
  /** null: not mined (any more). */
  readonly receipt: (hash: Hex) => Promise<TransactionReceipt | null>
  /** What a mined transaction called, final or not; null: no such transaction is mined (any more). */
  readonly minedCall: (hash: Hex) => Promise<MinedCall | null>
  /** Off: every call answers `CHAIN_UNREACHABLE` at once, for members who work offline. */
  readonly setOnline: (online: boolean) => void
}
