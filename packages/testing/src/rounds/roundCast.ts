import { encodeDeploy, encodeEnact, encodeRound, predictDaoAddress, roundsAddress } from '@daomesh/chain'
import {
  type Address,
  type Call,
  daomeshDomain,
  type Decision,
  decisionIdOf,
  type Genesis,
  hashTypedData,
  type Hex,
  type RoundAction,
  type RoundEvent,
  slotOf,
  supports,
  zeroAddress,
} from '@daomesh/protocol'
import { encodeFunctionData, erc20Abi } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { EscrowHost, Outcome } from '../escrow/escrowHost.ts'

const zeroHash: Hex = `0x${'0'.repeat(64)}`
const rounds = roundsAddress()

/** A DAO of accounts by their number, and of other DAOs. */
export type CastDao = { readonly dao: Address; readonly genesis: Genesis; readonly people: readonly number[] }

/**
 * Three levels on one chain: the valley has the people 3 to 6 and the mill, the mill the people 0 to 2 and the ridge, the ridge the people 8 and 9. 7 is in
 * none of them.
 */
export type RoundCast = {
  readonly host: EscrowHost
  readonly valley: CastDao
  readonly mill: CastDao
  readonly ridge: CastDao
  readonly seatOf: (dao: CastDao, account: Address) => number
  readonly person: (i: number) => Address
  readonly act: (from: number, action: RoundAction) => Promise<Outcome>
  /** By a decision of a DAO that its people signed; a call that fails in it fails silently, as the DAO's own event says. */
  readonly decide: (dao: CastDao, calls: readonly RoundAction[]) => Promise<Outcome>
  readonly facts: () => Promise<readonly Pick<RoundEvent, 'fact' | 'at'>[]>
  readonly now: () => Promise<number>
}

/** Founds the three DAOs; the same addresses on either kind of chain only where their factories are the same. */
export const openRoundCast = async (host: EscrowHost): Promise<RoundCast> => {
  const { client, accounts } = host
  const { identity, factory } = client.profile
  const person = (i: number): Address => {
    const one = accounts[i]
    if (one === undefined) throw new RangeError('no such account')
    return one.address
  }
  const found = async (name: string, people: readonly number[], daos: readonly Address[]): Promise<CastDao> => {
    const rules = { mode: 0, quorumBps: 5000, thresholdBps: 5000, votingPeriod: 86_400, gracePeriod: 0, challengeWindow: 0 }
    const members = [
      ...people.map((i) => ({ account: person(i), kind: 0, power: 1n, shares: 100n })),
      ...daos.map((dao) => ({ account: dao, kind: 1, power: 1n, shares: 100n })),
    ].sort((a, b) => (a.account < b.account ? -1 : 1))
    const genesis: Genesis = {
      chainId: identity.chainId,
      chainGenesis: zeroHash,
      name,
      members,
      rules: { ...rules, credits: 0, incomeBps: 0, refundCap: 0 },
      salt: zeroHash,
    }
    const outcome = await host.call(0, encodeDeploy({ factory, genesis }))
    if (outcome !== 'done') throw new Error(outcome.error)
    return { dao: predictDaoAddress(factory, genesis), genesis, people }
  }
  const ridge = await found('Ridge', [8, 9], [])
  const mill = await found('Mill', [0, 1, 2], [ridge.dao])
  const valley = await found('Valley', [3, 4, 5, 6], [mill.dao])
  const approve = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [rounds, 10n ** 30n] })
  for (let i = 0; i < 4; i++) await host.call(i, { to: host.coin, value: 0n, data: approve })

  const now = async (): Promise<number> => (await client.head()).timestamp
  let counter = 0n
  const decide: RoundCast['decide'] = async ({ dao, genesis, people }, actions) => {
    const at = await now()
    const calls = await Promise.all(
      actions.map(async (action): Promise<Call> => {
        const { to, value, data } = encodeRound(rounds, action)
        return { target: to, value, data, codeHash: (await client.codeHash(rounds)) ?? zeroHash }
      }),
    )
    const frame = { rosterEpoch: 0, rulesEpoch: 0, slot: slotOf(person(people[0] ?? 0), ++counter) }
    const decision: Decision = {
      ...frame,
      closesAt: at + 3_600,
      expiresAt: at + 86_400,
      executor: zeroAddress,
      afterDecision: zeroHash,
      calls,
      contentHash: zeroHash,
    }
    const choices = [{ decision: decisionIdOf(identity.chainId, dao, decision), support: supports.for, votes: 0n }]
    const sheets = await Promise.all(
      people.map(async (i) => {
        const sheet = { member: person(i), revision: 1n, choices }
        const hash = hashTypedData(daomeshDomain(identity.chainId, dao), 'BallotSheet', sheet)
        const key = accounts[i]?.privateKey ?? '0x'
        return { ...sheet, signature: await privateKeyToAccount(key).sign({ hash }) }
      }),
    )
    return host.call(7, encodeEnact({ chainId: identity.chainId, dao, roster: genesis.members, decisions: [decision], sheets }))
  }
  return {
    host,
    valley,
    mill,
    ridge,
    seatOf: ({ genesis }, account) => genesis.members.findIndex((member) => member.account === account),
    person,
    act: (from, action) => host.call(from, encodeRound(rounds, action)),
    decide,
    facts: async () => (await client.roundFacts({ rounds, from: null })).finalized.map(({ fact, at }) => ({ fact, at })),
    now,
  }
}
