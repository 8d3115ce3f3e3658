import { type ChainIdentity, type Clock, DaomeshError, type UnsignedTransaction, zeroAddress } from '@daomesh/protocol'
import type {
  CallOutcome,
  ChainCall,
  ChainClient,
  ChainHead,
  ChainProfile,
  FactsCursor,
  MinedCall,
  PrepareRequest,
  TransactionReceipt,
} from '../client/ports.ts'
import { refuseInvented } from '../client/refuseInvented.ts'
import { createSleepers } from '../client/sleepers.ts'
import { watchFacts } from '../client/watchFacts.ts'
import type { Execution } from './execute.ts'
import {
  memoryBondFacts,
  memoryBountyFacts,
  memoryDaos,
  memoryFacts,
  memoryHead,
  memoryRoundFacts,
  memorySaleFacts,
} from './memoryFacts.ts'
import { keysSigned } from './signs.ts'
import { type MemoryBlock, type MemoryChain, memoryGasOf, memoryGasPrice } from './memoryChain.ts'
import { balanceIn } from './money.ts'
import { Revert } from '../errors/revert.ts'
import { copyWorld } from './world.ts'

export type MemoryClientInit = { readonly chain: MemoryChain; readonly clock: Clock; readonly profile?: ChainProfile }

/** One member's endpoint, with the faults an endpoint can have. */
export type MemoryClient = ChainClient & {
  /** It knows this many blocks less than the chain has. */
  readonly setLag: (blocks: number) => void
  /** It does not answer. */
  readonly setOutage: (out: boolean) => void
  /** It speaks for another chain; null for the right one. */
  readonly setIdentity: (identity: ChainIdentity | null) => void
  /** The next answer to `sendRaw` is lost on the way back, though the transaction arrived. */
  readonly loseNextAnswer: () => void
}

const outcomeOf = (execution: Execution, call: ChainCall): CallOutcome =>
  execution.ok ? { ok: true, gas: memoryGasOf(call) } : { ok: false, error: execution.error, args: execution.args, raw: '0x' }

/** A reader of a memory chain with faults that a test switches on: an outage, a lag, another identity, a lost answer. */
export const createMemoryClient = ({ chain, clock, profile = chain.profile }: MemoryClientInit): MemoryClient => {
  let online = true
  let outage = false
  let lag = 0
  let foreign: ChainIdentity | null = null
  let loseAnswer = false
  const sleepers = createSleepers()

  const unreachable = (detail: string): DaomeshError => new DaomeshError('CHAIN_UNREACHABLE', { meta: { detail } })
  const view = (): readonly MemoryBlock[] =>
    lag === 0 ? chain.blocks() : chain.blocks().slice(0, Math.max(1, chain.blocks().length - lag))
  const head = (): MemoryBlock => {
    const last = view().at(-1)
    if (!last) throw new RangeError('a chain has a first block')
    return last
  }
  /** Answers come later than questions, as over a network; the checks are those of the viem adapter. */
  const ask = async <T>(answer: () => T | Promise<T>): Promise<T> => {
    if (!online) throw unreachable('switched off')
    await Promise.resolve()
    if (outage) throw unreachable('no answer')
    const { chainId, genesisHash } = foreign ?? chain.identity
    const expected = profile.identity
    if (chainId !== expected.chainId || genesisHash !== expected.genesisHash) {
      const meta = { expected: `${expected.chainId}:${expected.genesisHash}`, found: `${chainId}:${genesisHash}` }
      throw new DaomeshError('CHAIN_MISMATCH', { meta })
    }
    try {
      return await answer()
    } catch (error) {
      if (error instanceof Revert) throw new DaomeshError('TRANSACTION_REVERTED', { meta: { error: error.reason, raw: '0x' } })
      throw error
    }
  }

  const prepare = ({ from, to, value, data, nonce }: PrepareRequest): UnsignedTransaction => {
    const block = head()
    const call = { to, value, data }
    const maxFeePerGas = 2n * memoryGasPrice
    const gas = memoryGasOf(call)
    const balance = balanceIn(block.world, from, zeroAddress)
    const needed = value + gas * maxFeePerGas
    if (balance < needed)
      throw new DaomeshError('TRANSACTION_FUNDS', { meta: { account: from, balance: balance.toString(), needed: needed.toString() } })
    const execution = chain.preview(block, copyWorld(block.world), from, call)
    if (!execution.ok) {
      const meta = { error: execution.error, args: execution.args.join(','), raw: '0x' }
      throw new DaomeshError('TRANSACTION_REVERTED', { meta })
    }
    const count = nonce ?? block.world.nonces.get(from) ?? 0
    return { chainId: Number(chain.identity.chainId), nonce: count, ...call, gas, maxFeePerGas, maxPriorityFeePerGas: memoryGasPrice }
  }
  const receiptOf = (hash: string): TransactionReceipt | null => {
    for (const block of view()) {
      const found = [...block.receipts.values()].find((receipt) => receipt.hash === hash)
      if (!found) continue
      const { execution, fee, gasUsed } = found
      return {
        hash: found.hash,
        ok: execution.ok,
        block: { number: block.number, hash: block.hash },
        final: block.number <= memoryHead(view(), profile).finalized.number,
        gasUsed,
        fee,
        error: execution.ok ? null : execution.error,
        args: execution.ok ? [] : execution.args,
      }
    }
    return null
  }
  const minedCallOf = (hash: string): MinedCall | null => {
    for (const { transactions, receipts } of view()) {
      const found = transactions.find((one) => one.hash === hash)
      if (found) return { to: found.to, value: found.value, data: found.data, ok: receipts.get(found.hash)?.execution.ok === true }
    }
    return null
  }
  const simulate: ChainClient['simulate'] = ({ from, calls }) =>
    ask(() => {
      const block = head()
      const world = copyWorld(block.world)
      return calls.map((call) => outcomeOf(chain.preview(block, world, from, call), call))
    })
  const sendRaw: ChainClient['sendRaw'] = (raw) =>
    ask(async () => {
      const outcome = await chain.submit(raw)
      if (!loseAnswer) return outcome
      loseAnswer = false
      throw unreachable('the answer was lost')
    })

  const page = <P extends { readonly head: ChainHead }>({ from }: { readonly from: FactsCursor | null }, read: () => P): Promise<P> =>
    ask(() => refuseInvented(clock, from, read()))

  const client: MemoryClient = {
    profile,
    identity: () => ask(() => chain.identity),
    head: () => ask(() => memoryHead(view(), profile)),
    facts: (request) => page(request, () => memoryFacts(view(), profile, request)),
    watch: (request) => watchFacts(client.facts, profile, { clock, sleepers }, request),
    bountyFacts: (request) => page(request, () => memoryBountyFacts(view(), profile, request)),
    watchBounties: (request) => watchFacts(client.bountyFacts, profile, { clock, sleepers }, request),
    roundFacts: (request) => page(request, () => memoryRoundFacts(view(), profile, request)),
    watchRounds: (request) => watchFacts(client.roundFacts, profile, { clock, sleepers }, request),
    saleFacts: (request) => page(request, () => memorySaleFacts(view(), profile, request)),
    bondFacts: (request) => page(request, () => memoryBondFacts(view(), profile, request)),
    watchBonds: (request) => watchFacts(client.bondFacts, profile, { clock, sleepers }, request),
    blockHash: (number) => ask(() => view()[Number(number)]?.hash ?? null),
    daos: (request) => page(request, () => memoryDaos(view(), profile, request)),
    // Its tokens are ERC-20 and say that they have eighteen decimals.
    balance: (account, token, item) =>
      ask(() => {
        const known = token === undefined || token === zeroAddress || head().world.tokens.has(token)
        if (!known || item !== undefined) throw new DaomeshError('TOKEN_UNREADABLE', { meta: { token: token ?? zeroAddress } })
        return balanceIn(head().world, account, token ?? zeroAddress)
      }),
    allowance: ({ token, owner, spender }) =>
      ask(() => {
        if (!head().world.tokens.has(token)) throw new DaomeshError('TOKEN_UNREADABLE', { meta: { token } })
        return head().world.allowances.get(`${token}:${owner}:${spender}`) ?? 0n
      }),
    token: (token) =>
      ask(() =>
        head().world.tokens.has(token) ? { symbol: 'MEM', name: 'Memory coin', decimals: 18 } : { symbol: '', name: '', decimals: null },
      ),
    codeHash: (account) => ask(() => chain.codeHashOf(head().world, account)),
    records: () => Promise.resolve(chain.records),
    spentSlots: ({ dao, slots, block }) =>
      ask(() => {
        const spent = view()[Number(block)]?.world.daos.get(dao)?.spent
        if (spent === undefined) throw unreachable('no DAO in that block')
        return slots.filter((slot) => spent.has(slot))
      }),
    simulate,
    signs: (request) =>
      ask(async () => {
        const block = head()
        return (
          chain.signs(block, request) &&
          (chain.signs(block, { ...request, signature: '0x' }) || (await keysSigned(block.world, request, profile.identity.chainId)))
        )
      }),
    nonces: (account) =>
      ask(() => {
        const final = view()[Number(memoryHead(view(), profile).finalized.number)]
        return { latest: head().world.nonces.get(account) ?? 0, finalized: final?.world.nonces.get(account) ?? 0 }
      }),
    prepare: (request) => ask(() => prepare(request)),
    sendRaw,
    receipt: (hash) => ask(() => receiptOf(hash)),
    minedCall: (hash) => ask(() => minedCallOf(hash)),
    setOnline: (value) => {
      online = value
      if (value) sleepers.wake()
    },
    setLag: (blocks) => {
      lag = blocks
    },
    setOutage: (out) => {
      outage = out
    },
    setIdentity: (identity) => {
      foreign = identity
    },
    loseNextAnswer: () => {
      loseAnswer = true
    },
  }
  return client
}
