import {
  type ChainCall,
  type ChainClient,
  createChainClient,
  encodeDeploy,
  encodeEnact,
  predictDaoAddress,
  sandboxProfile,
} from '@daomesh/chain'
import { createDevnetSigner, deployFactory, type DevnetAccount, startDevnet } from '@daomesh/chain/devnet'
import {
  type Address,
  type Call,
  daomeshDomain,
  type Decision,
  decisionIdOf,
  type Genesis,
  hashTypedData,
  type Hex,
  type SignedSheet,
  slotOf,
  supports,
  zeroAddress,
} from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { createTestClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

const zeroHash: Hex = `0x${'0'.repeat(64)}`

/** A DAO on the scene's chain, its people by their number. */
export type SceneDao = { readonly dao: Address; readonly genesis: Genesis; readonly people: readonly number[] }

/** A sandbox chain with everything on it, driven by accounts without nodes. */
export type RoundScene = {
  readonly client: ChainClient
  readonly chainId: bigint
  readonly person: (i: number) => Address
  readonly account: (i: number) => DevnetAccount
  /** Founds a DAO of these people, and of DAOs as members that are contracts; each has one vote. */
  readonly found: (name: string, people: readonly number[], daos?: readonly Address[]) => Promise<SceneDao>
  readonly decide: (dao: SceneDao, calls: readonly Call[], executor?: Address) => Promise<Decision>
  /** For, by the people with these places among the DAO's. */
  readonly sheets: (dao: SceneDao, decision: Decision, places?: readonly number[]) => Promise<readonly SignedSheet[]>
  readonly enact: (dao: SceneDao, calls: readonly Call[]) => Promise<bigint>
  /** Sends it; answers the gas. Fails as the chain says. */
  readonly send: (from: number, call: ChainCall) => Promise<bigint>
  readonly pass: (seconds: number) => Promise<void>
  /** Puts code at an address, as somebody's contract would have it. */
  readonly setCode: (account: Address, code: Hex) => Promise<void>
  readonly now: () => Promise<number>
  readonly close: () => Promise<void>
}

export const openRoundScene = async (): Promise<RoundScene> => {
  const devnet = await startDevnet({ accounts: 10 })
  const account = (i: number): DevnetAccount => {
    const one = devnet.accounts[i]
    if (one === undefined) throw new RangeError('no such account')
    return one
  }
  const { factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account: account(0) })
  const client = createChainClient({ rpcUrl: devnet.rpcUrl, profile: sandboxProfile(devnet.identity, factory), clock: systemClock })
  const owner = createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) })
  const signer = createDevnetSigner(devnet.accounts)
  const { chainId, genesisHash } = devnet.identity
  const now = async (): Promise<number> => (await client.head()).timestamp
  let counter = 0n
  const send: RoundScene['send'] = async (from, call) => {
    const transaction = await client.prepare({ from: account(from).address, ...call })
    const raw = await signer.sign(account(from).address, { type: 'transaction', transaction, context: { title: '', lines: [] } })
    const { hash } = await client.sendRaw(raw)
    for (let looks = 0; looks < 3_000; looks++) {
      const receipt = await client.receipt(hash)
      if (receipt?.ok === true) return receipt.gasUsed
      if (receipt !== null) throw new Error(receipt.error ?? 'reverted')
      await new Promise<void>((resolve) => systemClock.setTimer(resolve, 10))
    }
    throw new Error('not mined')
  }
  const decide: RoundScene['decide'] = async ({ people }, calls, executor = zeroAddress) => {
    const at = await now()
    const [first = 0] = people
    return {
      rosterEpoch: 0,
      rulesEpoch: 0,
      slot: slotOf(account(first).address, ++counter),
      closesAt: at + 3600,
      expiresAt: at + 86_400,
      executor,
      afterDecision: zeroHash,
      calls,
      contentHash: zeroHash,
    }
  }
  const sheets: RoundScene['sheets'] = ({ dao, people }, decision, places = people.map((_, i) => i)) =>
    Promise.all(
      places.map(async (place) => {
        const who = account(people[place] ?? -1)
        const choices = [{ decision: decisionIdOf(chainId, dao, decision), support: supports.for, votes: 0n }]
        const sheet = { member: who.address, revision: 1n, choices }
        const hash = hashTypedData(daomeshDomain(chainId, dao), 'BallotSheet', sheet)
        return { ...sheet, signature: await privateKeyToAccount(who.privateKey).sign({ hash }) }
      }),
    )
  return {
    client,
    chainId,
    person: (i) => account(i).address,
    account,
    found: async (name, people, daos = []) => {
      const rules = { mode: 0, quorumBps: 5000, thresholdBps: 5000, votingPeriod: 86_400, gracePeriod: 0, challengeWindow: 0 }
      const members = [
        ...people.map((i) => ({ account: account(i).address, kind: 0, power: 1n, shares: 100n })),
        ...daos.map((dao) => ({ account: dao, kind: 1, power: 1n, shares: 100n })),
      ].sort((a, b) => (a.account < b.account ? -1 : 1))
      const genesis = {
        chainId,
        chainGenesis: genesisHash,
        name,
        members,
        rules: { ...rules, credits: 0, incomeBps: 0, refundCap: 0 },
        salt: zeroHash,
      }
      await send(0, encodeDeploy({ factory, genesis }))
      return { dao: predictDaoAddress(factory, genesis), genesis, people }
    },
    decide,
    sheets,
    enact: async (dao, calls) => {
      const decision = await decide(dao, calls)
      const signed = await sheets(dao, decision)
      return send(0, encodeEnact({ chainId, dao: dao.dao, roster: dao.genesis.members, decisions: [decision], sheets: signed }))
    },
    send,
    pass: async (seconds) => {
      await owner.increaseTime({ seconds })
      await owner.mine({ blocks: 1 })
    },
    setCode: (account, code) => owner.setCode({ address: account, bytecode: code }),
    now,
    close: () => devnet.stop(),
  }
}
