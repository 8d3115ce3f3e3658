import {
  type ChainCall,
  type ChainClient,
  createChainClient,
  encodeEscrow,
  escrowAddress,
  factoryAddress,
  sandboxProfile,
} from '@daomesh/chain'
import { createDevnetSigner, deployFactory, type DevnetAccount, devnetAccounts, startDevnet } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { address, type Address, type BountyEvent, DaomeshError, type EscrowAction } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { createTestClient, encodeFunctionData, erc20Abi, http, parseAbi } from 'viem'
import { countWithGovernance } from '../world/countWithGovernance.ts'
import { escrowWithGovernance } from '../world/escrowWithGovernance.ts'
import { roundsWithGovernance } from '../world/roundsWithGovernance.ts'
import { coinCode } from './coinCode.ts'

/** What a call came to: done, or refused with the contract's error and its arguments. */
export type Outcome = 'done' | { readonly error: string; readonly args: string }

/** A chain with the escrow and the contract of rounds, and the powers of its owner. Both kinds begin at the same second, and every transaction is a block one second later. */
export type EscrowHost = {
  readonly client: ChainClient
  readonly accounts: readonly DevnetAccount[]
  readonly coin: Address
  readonly attempt: (from: number, action: EscrowAction) => Promise<Outcome>
  /** Any other call, by the same rules. */
  readonly call: (from: number, call: ChainCall) => Promise<Outcome>
  readonly pass: (seconds: number) => Promise<void>
  readonly refuse: (account: Address, refuses: boolean) => Promise<void>
  readonly facts: () => Promise<readonly Pick<BountyEvent, 'fact' | 'at'>[]>
  /** What an account has, as if it had paid no fees. */
  readonly worth: (account: Address, token?: Address) => Promise<bigint>
  readonly close: () => Promise<void>
}

/** The second at which both chains begin. */
export const begin = 2_000_000_000
const coin = address.parse(`0x${'c0'.repeat(20)}`)
const escrow = escrowAddress()
export const coins = 1_000_000n

type Owner = Pick<EscrowHost, 'pass' | 'refuse' | 'close'> & { readonly beforeBlock: () => void }

const hostOf = async (client: ChainClient, accounts: readonly DevnetAccount[], owner: Owner): Promise<EscrowHost> => {
  const signer = createDevnetSigner(accounts)
  const fees = new Map<Address, bigint>()
  const send = async (from: number, call: ChainCall): Promise<Outcome> => {
    const account = (accounts[from] as DevnetAccount).address
    try {
      const transaction = await client.prepare({ from: account, ...call })
      const raw = await signer.sign(account, { type: 'transaction', transaction, context: { title: '', lines: [] } })
      owner.beforeBlock()
      const { hash } = await client.sendRaw(raw)
      for (let looks = 0; looks < 2_000; looks++) {
        const receipt = await client.receipt(hash)
        if (receipt !== null) {
          fees.set(account, (fees.get(account) ?? 0n) + receipt.fee)
          return receipt.ok ? 'done' : { error: `mined: ${receipt.error ?? ''}`, args: '' }
        }
        await new Promise<void>((resolve) => systemClock.setTimer(resolve, 5))
      }
      throw new Error('not mined')
    } catch (error) {
      if (!(error instanceof DaomeshError) || error.code !== 'TRANSACTION_REVERTED') throw error
      return { error: String(error.meta['error']), args: String(error.meta['args']).toLowerCase() }
    }
  }
  const approve = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [escrow, 10n ** 30n] })
  for (let i = 0; i < 4; i++) await send(i, { to: coin, value: 0n, data: approve })
  return {
    client,
    accounts,
    coin,
    ...owner,
    attempt: (from, action) => send(from, encodeEscrow(escrow, action)),
    call: send,
    facts: async () => (await client.bountyFacts({ escrow, from: null })).finalized.map(({ fact, at }) => ({ fact, at })),
    worth: async (account, token) => (await client.balance(account, token)) + (token === undefined ? (fees.get(account) ?? 0n) : 0n),
  }
}

/** The contract itself, in a sandbox. */
export const openAnvilHost = async (): Promise<EscrowHost> => {
  const devnet = await startDevnet()
  const { rpcUrl, accounts, identity } = devnet
  const { factory } = await deployFactory({ rpcUrl, account: accounts[0] as DevnetAccount })
  const owner = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
  const client = createChainClient({ rpcUrl, profile: sandboxProfile(identity, factory), clock: systemClock })
  await owner.setCode({ address: coin, bytecode: coinCode })
  const at = async (timestamp: number): Promise<void> => {
    await owner.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
    await owner.mine({ blocks: 1 })
  }
  const mint = async (account: Address): Promise<void> => {
    await owner.impersonateAccount({ address: account })
    const data = encodeFunctionData({
      abi: parseAbi(['function mint(address to, uint256 n)']),
      functionName: 'mint',
      args: [account, coins],
    })
    await owner.request({ method: 'eth_sendTransaction' as never, params: [{ from: account, to: coin, data }] as never })
    await owner.stopImpersonatingAccount({ address: account })
  }
  for (const account of accounts.slice(0, 4)) await mint(account.address)
  for (const account of accounts) await owner.setBalance({ address: account.address, value: 10_000n * 10n ** 18n })
  await owner.setBlockTimestampInterval({ interval: 1 })
  await at(begin)
  return hostOf(client, accounts, {
    beforeBlock: () => undefined,
    pass: async (seconds) => at((await client.head()).timestamp + seconds),
    // PUSH0 PUSH0 REVERT, as the code of a contract would be.
    refuse: (account, refuses) => owner.setCode({ address: account, bytecode: refuses ? '0x5f5ffd' : '0x' }),
    close: () => devnet.stop(),
  })
}

/** The memory chain, whose escrow and rounds act by the pure rules. */
export const openMemoryHost = async (): Promise<EscrowHost> => {
  let seconds = begin
  const clock = { ...systemClock, now: () => seconds * 1_000 }
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: 'escrow',
    clock,
    factory: factoryAddress(),
    finality: { confirmations: 0 },
    count: countWithGovernance,
    escrowRules: escrowWithGovernance,
    roundRules: roundsWithGovernance,
    autoMine: true,
  })
  const accounts = devnetAccounts(10)
  for (const account of accounts) chain.fund(account.address, 10_000n * 10n ** 18n)
  for (const account of accounts.slice(0, 4)) chain.fund(account.address, coins, coin)
  return hostOf(createMemoryClient({ chain, clock }), accounts, {
    beforeBlock: () => void (seconds += 1),
    pass: (more) => {
      seconds += more
      chain.mine()
      return Promise.resolve()
    },
    refuse: (account, refuses) => Promise.resolve(chain.refuse(account, refuses)),
    close: () => Promise.resolve(),
  })
}
