import { type ChainClient, createChainClient, encodeEscrow, escrowAddress, sandboxProfile } from '@daomesh/chain'
import { createDevnetSigner, deployFactory, type DevnetAccount, startDevnet } from '@daomesh/chain/devnet'
import { type BountyBook, type BountyRecord, emptyBook, foldBounty, type LeafPlace, withPlaces } from '@daomesh/governance'
import {
  type Address,
  type Agreement,
  bountyDomain,
  bountyIdOf,
  type EscrowAction,
  hashTypedData,
  type Hex,
  noBounty,
  ether,
} from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { createTestClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** A sandbox chain with the escrow on it, driven by accounts without nodes, and its facts folded as a node folds them. */
export type EscrowScene = {
  readonly client: ChainClient
  readonly escrow: Address
  readonly person: (i: number) => Address
  readonly agreementFor: (issuer: number, hunter: number, amount: bigint, change?: Partial<Agreement>) => Promise<Agreement>
  readonly idOf: (agreement: Agreement) => ReturnType<typeof bountyIdOf>
  readonly signAgreement: (hunter: number, agreement: Agreement) => Promise<Hex>
  readonly signSplit: (payee: number, bounty: Hex, root: Hex, sum: bigint) => Promise<Hex>
  /** Sends it; answers the gas. Fails as the chain says. */
  readonly send: (from: number, action: EscrowAction) => Promise<bigint>
  readonly pass: (seconds: number) => Promise<void>
  readonly now: () => Promise<number>
  readonly book: () => Promise<BountyBook>
  readonly record: (agreement: Agreement, places: Iterable<readonly [Hex, LeafPlace]>) => Promise<BountyRecord>
  readonly close: () => Promise<void>
}

/** A chain with the escrow on it and accounts that have money, for tests of bounties. */
export const openEscrowScene = async (accounts = 10): Promise<EscrowScene> => {
  const devnet = await startDevnet({ accounts })
  const account = (i: number): DevnetAccount => {
    const one = devnet.accounts[i]
    if (one === undefined) throw new RangeError('no such account')
    return one
  }
  const { factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account: account(0) })
  const client = createChainClient({ rpcUrl: devnet.rpcUrl, profile: sandboxProfile(devnet.identity, factory), clock: systemClock })
  const owner = createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) })
  const escrow = escrowAddress()
  const signer = createDevnetSigner(devnet.accounts)
  const { chainId } = devnet.identity
  const now = async (): Promise<number> => (await client.head()).timestamp
  let nonce = 0n
  const book = async (): Promise<BountyBook> => {
    const { finalized } = await client.bountyFacts({ escrow, from: null })
    return finalized.reduce((all, { fact, at }) => foldBounty(all, fact, at / 1000), emptyBook)
  }
  return {
    client,
    escrow,
    person: (i) => account(i).address,
    agreementFor: async (issuer, hunter, amount, change = {}) => ({
      issuer: account(issuer).address,
      hunter: account(hunter).address,
      token: ether,
      amount,
      termsHash: noBounty,
      deliverBy: (await now()) + 100_000,
      reviewPeriod: 86_400,
      reviewer: account(issuer).address,
      arbiter: account(9).address,
      defaultSplit: 5000,
      parent: noBounty,
      validUntil: (await now()) + 50_000,
      nonce: nonce++,
      ...change,
    }),
    idOf: (agreement) => bountyIdOf(chainId, escrow, agreement),
    signAgreement: (hunter, agreement) =>
      privateKeyToAccount(account(hunter).privateKey).sign({ hash: bountyIdOf(chainId, escrow, agreement) }),
    signSplit: (payee, bounty, root, sum) =>
      privateKeyToAccount(account(payee).privateKey).sign({
        hash: hashTypedData(bountyDomain(chainId, escrow), 'Split', { bounty, number: 0, root, sum }),
      }),
    send: async (from, action) => {
      const transaction = await client.prepare({ from: account(from).address, ...encodeEscrow(escrow, action) })
      const raw = await signer.sign(account(from).address, { type: 'transaction', transaction, context: { title: '', lines: [] } })
      const { hash } = await client.sendRaw(raw)
      for (let looks = 0; looks < 3_000; looks++) {
        const receipt = await client.receipt(hash)
        if (receipt?.ok === true) return receipt.gasUsed
        if (receipt !== null) throw new Error(receipt.error ?? 'reverted')
        await new Promise<void>((resolve) => systemClock.setTimer(resolve, 10))
      }
      throw new Error('not mined')
    },
    pass: async (seconds) => {
      await owner.increaseTime({ seconds })
      await owner.mine({ blocks: 1 })
    },
    now,
    book,
    record: async (agreement, places) => {
      const record = (await book()).bounties.get(bountyIdOf(chainId, escrow, agreement))
      if (record === undefined) throw new RangeError('not funded')
      return withPlaces(record, places)
    },
    close: () => devnet.stop(),
  }
}
