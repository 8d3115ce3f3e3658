import {
  address,
  type Address,
  type BondEvent,
  type BountyEvent,
  type ChainEvent,
  type ChainIdentity,
  type Clock,
  fromHex,
  hashOf,
  type Hex,
  keccak256,
  type RoundEvent,
  type SaleEvent,
  to0x,
  utf8,
} from '@daomesh/protocol'
import { parseTransaction, recoverTransactionAddress, type TransactionSerialized } from 'viem'
import { inboxImplementationOf } from '../calls/predictInboxAddress.ts'
import type { ChainCall, ChainProfile, SignsRequest } from '../client/ports.ts'
import { bondsAddress, escrowAddress, recordsAddress, roundsAddress, tillAddress } from '../calls/factoryAddress.ts'
import type { EscrowRules } from './callEscrow.ts'
import type { RoundRules } from './callRounds.ts'
import type { RecordRules } from './callRecords.ts'
import type { CountRule } from './countRule.ts'
import { execute, type ExecuteEnvironment, type Execution } from './execute.ts'
import { signs } from './signs.ts'
import { copyWorld, emptyWorld, type World } from './world.ts'

export type MemoryTransaction = ChainCall & {
  readonly hash: Hex
  readonly from: Address
  readonly nonce: number
  readonly gas: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

export type MemoryReceipt = { readonly hash: Hex; readonly execution: Execution; readonly fee: bigint; readonly gasUsed: bigint }

export type MemoryBlock = {
  readonly number: bigint
  readonly hash: Hex
  /** Seconds. */
  readonly timestamp: number
  readonly world: World
  readonly events: readonly { readonly dao: Address; readonly event: ChainEvent }[]
  /** What the escrow told. */
  readonly bountyEvents: readonly BountyEvent[]
  /** What the contract of market bonds told. */
  readonly bondEvents: readonly BondEvent[]
  /** What the till told. */
  readonly saleEvents: readonly SaleEvent[]
  /** What the contract of rounds told. */
  readonly roundEvents: readonly RoundEvent[]
  readonly transactions: readonly MemoryTransaction[]
  readonly receipts: ReadonlyMap<Hex, MemoryReceipt>
}

export type MemoryChainInit = {
  readonly chainId: bigint
  /** Distinguishes chains with the same id. */
  readonly seed: string
  readonly clock: Clock
  readonly factory: Address
  readonly finality: { readonly confirmations: number }
  /** Who counts ballots: the simulator's own rule. */
  readonly count: CountRule
  /** Who counts what is recorded. Where it is absent nothing can be recorded. */
  readonly recordRules?: RecordRules
  /** What the escrow of bounties does. Where it is absent there is none. */
  readonly escrowRules?: EscrowRules
  /** What the contract of rounds does. Where it is absent there is none. */
  readonly roundRules?: RoundRules
  /** A block per transaction, as a sandbox does. Otherwise blocks come from `mine`. */
  readonly autoMine: boolean
  /** Code that decisions may pin, by account. DAOs and the factory have theirs. */
  readonly codeHashes?: ReadonlyMap<Address, Hex>
}

/** The one chain that all simulated members look at. */
export type MemoryChain = {
  readonly identity: ChainIdentity
  readonly profile: ChainProfile
  /** The records contract. */
  readonly records: Address
  readonly blocks: () => readonly MemoryBlock[]
  readonly pool: () => readonly MemoryTransaction[]
  /** What waits is gone, as with an endpoint that was started anew. */
  readonly forgetPool: () => void
  readonly submit: (raw: Hex) => Promise<{
    readonly hash: Hex
    readonly outcome: 'accepted' | 'known' | 'nonceUsed' | 'underpriced' | 'refused'
    readonly detail: string
  }>
  readonly mine: (blocks?: number) => void
  /**
   * Replaces the newest `depth` blocks by as many empty ones and one more. Their transactions wait again, except those in `drop`.
   * @throws RangeError when that would reach below the finalized block: only a broken chain does that, see `corrupt`.
   */
  readonly reorganise: (depth: number, drop?: readonly Hex[]) => void
  /** The same without regard to finality: a chain (or an endpoint) that breaks its word. */
  readonly corrupt: (depth: number, drop?: readonly Hex[]) => void
  /** Makes money out of nothing; `token` zero or absent is ETH. Takes effect with the next block. */
  readonly fund: (account: Address, amount: bigint, token?: Address) => void
  /** From the next block on this account takes nothing, or takes again: what is pushed to it becomes a credit (R11). */
  readonly refuse: (account: Address, refuses?: boolean) => void
  /** Runs a call against a block without keeping anything. */
  readonly preview: (block: MemoryBlock, world: World, from: Address, call: ChainCall) => Execution
  /** What `signs` of a client answers at a block. */
  readonly signs: (block: MemoryBlock, request: SignsRequest) => boolean
  readonly codeHashOf: (world: World, account: Address) => Hex | null
}

/** In wei: one gwei, constant. */
export const memoryGasPrice = 1_000_000_000n
/** Intrinsic gas and calldata; execution is free here. */
export const memoryGasOf = (call: ChainCall): bigint => 21_000n + BigInt(Math.max(0, call.data.length - 2)) * 8n

/** A chain without a network or a clock of its own: same seed, same calls, same hashes. */
export const createMemoryChain = (init: MemoryChainInit): MemoryChain => {
  const { chainId, seed, clock, factory, finality, count, recordRules = null, escrowRules = null, roundRules = null, autoMine } = init
  const [records, escrow, bonds, rounds, till] = [recordsAddress(), escrowAddress(), bondsAddress(), roundsAddress(), tillAddress()]
  const seconds = (): number => Math.floor(clock.now() / 1000)
  const genesisHash = to0x(hashOf('daomesh/memorychain/genesis', utf8(seed), utf8(chainId.toString())))
  let blocks: MemoryBlock[] = [
    {
      number: 0n,
      hash: genesisHash,
      timestamp: seconds(),
      world: emptyWorld(),
      events: [],
      bountyEvents: [],
      bondEvents: [],
      saleEvents: [],
      roundEvents: [],
      transactions: [],
      receipts: new Map(),
    },
  ]
  let pool: MemoryTransaction[] = []
  let moods: { readonly account: Address; readonly refuses: boolean }[] = []
  let gifts: { readonly account: Address; readonly amount: bigint; readonly token: Address | null }[] = []
  /** How often history was rewritten: enters the hashes, so that a replaced block never has its old one. */
  let rewrites = 0

  const head = (): MemoryBlock => {
    const last = blocks.at(-1)
    if (!last) throw new RangeError('a chain has a first block')
    return last
  }
  const inboxImplementation = inboxImplementationOf(factory)
  const cloneCode = to0x(keccak256(utf8('daomesh/memorychain/dao')))
  const ours: ReadonlySet<Address> = new Set([
    factory,
    records,
    bonds,
    till,
    inboxImplementation,
    ...(escrowRules === null ? [] : [escrow]),
    ...(roundRules === null ? [] : [rounds]),
  ])
  const isContract = (world: World, account: Address): boolean => world.daos.has(account) || world.tokens.has(account) || ours.has(account)
  const codeHashOf = (world: World, account: Address): Hex | null =>
    init.codeHashes?.get(account) ?? (isContract(world, account) ? cloneCode : null)
  const environment = (from: Address, timestamp: number, transaction: Hex): ExecuteEnvironment => ({
    from,
    chainId,
    timestamp,
    transaction,
    count,
    recordRules,
    escrowRules,
    roundRules,
    codeHashOf,
    factory,
    records,
    escrow,
    bonds,
    till,
    rounds,
  })

  const pay = (world: World): void => {
    for (const { account, amount, token } of gifts) {
      const holders = token === null ? world.balances : (world.tokens.get(token) ?? new Map<Address, bigint>())
      holders.set(account, (holders.get(account) ?? 0n) + amount)
      if (token !== null) world.tokens.set(token, holders)
    }
    gifts = []
    for (const { account, refuses } of moods) world.refusing[refuses ? 'add' : 'delete'](account)
    moods = []
  }
  /** What can go into a block now: per account in nonce order without gaps, otherwise in order of arrival. */
  const takeReady = (world: World): MemoryTransaction | undefined => {
    const at = pool.findIndex((transaction) => transaction.nonce === (world.nonces.get(transaction.from) ?? 0))
    return at === -1 ? undefined : pool.splice(at, 1)[0]
  }
  const apply = (world: World, transaction: MemoryTransaction, timestamp: number): MemoryReceipt => {
    const fee = memoryGasOf(transaction) * memoryGasPrice
    world.nonces.set(transaction.from, transaction.nonce + 1)
    world.balances.set(transaction.from, (world.balances.get(transaction.from) ?? 0n) - fee)
    const execution = execute(world, transaction, environment(transaction.from, timestamp, transaction.hash))
    return { hash: transaction.hash, execution, fee, gasUsed: memoryGasOf(transaction) }
  }

  const mineOne = (onlyEmpty = false): void => {
    const parent = head()
    const world = copyWorld(parent.world)
    const number = parent.number + 1n
    const timestamp = Math.max(parent.timestamp, seconds())
    pay(world)
    const transactions: MemoryTransaction[] = []
    const receipts = new Map<Hex, MemoryReceipt>()
    while (!onlyEmpty) {
      const transaction = takeReady(world)
      if (!transaction) break
      transactions.push(transaction)
      receipts.set(transaction.hash, apply(world, transaction, timestamp))
    }
    pool = pool.filter((transaction) => transaction.nonce >= (world.nonces.get(transaction.from) ?? 0))
    const text = `${rewrites}:${number}:${timestamp}:${transactions.map((one) => one.hash).join()}`
    const hash = to0x(hashOf('daomesh/memorychain/block', fromHex(parent.hash), utf8(text)))
    const done = [...receipts.values()]
    const facts = done.flatMap(({ hash: transaction, execution }) =>
      execution.ok ? execution.facts.map(({ dao, fact }) => ({ dao, fact, transaction })) : [],
    )
    const told = done.flatMap(({ hash: transaction, execution }) =>
      execution.ok ? execution.told.map((fact) => ({ fact, transaction })) : [],
    )
    const place = (transaction: Hex, logIndex: number) => ({ block: number, blockHash: hash, transaction, logIndex, at: timestamp * 1000 })
    const events = facts.map(({ dao, fact, transaction }, logIndex) => ({
      dao,
      event: { ...place(transaction, logIndex), fact },
    }))
    const bountyEvents = told.map(({ fact, transaction }, logIndex) => ({ ...place(transaction, logIndex), fact }))
    const bondEvents = done
      .flatMap(({ hash: transaction, execution }) => (execution.ok ? execution.bonds.map((fact) => ({ fact, transaction })) : []))
      .map(({ fact, transaction }, logIndex) => ({ ...place(transaction, logIndex), fact }))
    const saleEvents = done
      .flatMap(({ hash: transaction, execution }) => (execution.ok ? execution.sales.map((fact) => ({ fact, transaction })) : []))
      .map(({ fact, transaction }, logIndex) => ({ ...place(transaction, logIndex), fact }))
    const roundEvents = done
      .flatMap(({ hash: transaction, execution }) => (execution.ok ? execution.roundsTold.map((fact) => ({ fact, transaction })) : []))
      .map(({ fact, transaction }, logIndex) => ({ ...place(transaction, logIndex), fact }))
    blocks.push({ number, hash, timestamp, world, events, bountyEvents, bondEvents, saleEvents, roundEvents, transactions, receipts })
  }

  const rewrite = (depth: number, drop: readonly Hex[]): void => {
    const gone = blocks.slice(blocks.length - depth)
    blocks = blocks.slice(0, blocks.length - depth)
    rewrites += 1
    pool = [...gone.flatMap((block) => block.transactions).filter((one) => !drop.includes(one.hash)), ...pool]
    for (let i = 0; i <= depth; i++) mineOne(true)
  }

  const submit: MemoryChain['submit'] = async (raw) => {
    const serializedTransaction = raw as TransactionSerialized
    const hash = to0x(keccak256(fromHex(raw)))
    const from = address.parse(await recoverTransactionAddress({ serializedTransaction }))
    const {
      nonce = 0,
      to,
      value = 0n,
      data = '0x',
      gas = 0n,
      maxFeePerGas = 0n,
      maxPriorityFeePerGas = 0n,
      chainId: signedFor,
    } = parseTransaction(serializedTransaction)
    if (pool.some((one) => one.hash === hash)) return { hash, outcome: 'known', detail: 'already known' }
    const { world } = head()
    if (nonce < (world.nonces.get(from) ?? 0)) return { hash, outcome: 'nonceUsed', detail: 'nonce too low' }
    if (BigInt(signedFor ?? 0) !== chainId || !to) return { hash, outcome: 'refused', detail: 'invalid sender' }
    if ((world.balances.get(from) ?? 0n) < value + gas * maxFeePerGas) return { hash, outcome: 'refused', detail: 'insufficient funds' }
    const transaction = { hash, from, nonce, to: address.parse(to), value, data, gas, maxFeePerGas, maxPriorityFeePerGas }
    // As pools have it: a replacement pays a tenth more of both; the other one leaves the pool.
    const rival = pool.find((one) => one.from === from && one.nonce === nonce)
    const isMore = (fee: bigint, than: bigint): boolean => fee * 10n >= than * 11n
    if (rival && !(isMore(maxFeePerGas, rival.maxFeePerGas) && isMore(maxPriorityFeePerGas, rival.maxPriorityFeePerGas)))
      return { hash, outcome: 'underpriced', detail: 'replacement transaction underpriced' }
    pool = [...pool.filter((one) => one !== rival), transaction]
    if (autoMine) mineOne()
    return { hash, outcome: 'accepted', detail: '' }
  }

  const profile: ChainProfile = {
    identity: { chainId, genesisHash },
    factory,
    finality,
    startBlock: 0n,
    logRange: 1_000n,
    poll: 1_000,
    slowestPoll: 60_000,
  }

  return {
    identity: profile.identity,
    profile,
    records,
    blocks: () => blocks,
    pool: () => pool,
    forgetPool: () => {
      pool = []
    },
    submit,
    mine: (n = 1) => {
      for (let i = 0; i < n; i++) mineOne()
    },
    reorganise: (depth, drop = []) => {
      if (depth > finality.confirmations || depth >= blocks.length) throw new RangeError('that would rewrite a final block')
      rewrite(depth, drop)
    },
    corrupt: (depth, drop = []) => {
      if (depth >= blocks.length) throw new RangeError('the first block cannot go')
      rewrite(depth, drop)
    },
    fund: (account, amount, token) => {
      gifts.push({ account, amount, token: token ?? null })
      if (autoMine) mineOne()
    },
    refuse: (account, refuses = true) => {
      moods.push({ account, refuses })
      if (autoMine) mineOne()
    },
    preview: (block, world, from, call) =>
      execute(world, call, environment(from, Math.max(block.timestamp, seconds()), `0x${'0'.repeat(64)}`)),
    signs: (block, request) => signs(block.world, request, { chainId, count, timestamp: Math.max(block.timestamp, seconds()), escrow }),
    codeHashOf,
  }
}
