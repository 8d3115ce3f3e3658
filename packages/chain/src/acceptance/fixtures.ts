import {
  type Address,
  type BallotSheet,
  type Call,
  daomeshDomain,
  type Decision,
  decisionIdOf,
  type Genesis,
  type Hex,
  type Rules,
  type SignedSheet,
  slotOf,
  supports,
  zeroAddress,
} from '@daomesh/protocol'
import { encodeDeploy } from '../actions/deployDao.ts'
import { encodeEnact } from '../actions/enact.ts'
import { predictDaoAddress } from '../calls/predictDaoAddress.ts'
import type { ChainCall, ChainClient } from '../client/ports.ts'
import { zeroHash } from '../constants.ts'
import { accountAt, type ChainHarness, send } from './harness.ts'

export type Founded = { readonly dao: Address; readonly genesis: Genesis; readonly founder: Address }

let salts = 0
/** Three members with one vote and a hundred shares each; two of them decide. */
export const genesisFor = ({ profile, accounts }: ChainHarness, rules: Partial<Rules> = {}): Genesis => ({
  chainId: profile.identity.chainId,
  chainGenesis: profile.identity.genesisHash,
  name: 'Acceptance',
  members: accounts
    .slice(0, 3)
    .map(({ address }) => ({ account: address, kind: 0, power: 1n, shares: 100n }))
    .sort((a, b) => (a.account < b.account ? -1 : 1)),
  rules: {
    mode: 0,
    quorumBps: 5_000,
    thresholdBps: 5_000,
    votingPeriod: 86_400,
    gracePeriod: 0,
    challengeWindow: 0,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
    ...rules,
  },
  salt: `0x${(++salts).toString(16).padStart(64, '0')}`,
})

/** Deploys a DAO and gives it money. */
export const found = async (harness: ChainHarness, client: ChainClient, wei = 0n, rules: Partial<Rules> = {}): Promise<Founded> => {
  const genesis = genesisFor(harness, rules)
  const founder = accountAt(harness, 0).address
  await send(harness, client, founder, encodeDeploy({ factory: harness.profile.factory, genesis }))
  await harness.mine(1)
  const dao = predictDaoAddress(harness.profile.factory, genesis)
  if (wei > 0n) {
    await send(harness, client, founder, { to: dao, value: wei, data: '0x' })
    await harness.mine(1)
  }
  return { dao, genesis, founder }
}

let counters = 0n
export const decisionOf = (
  founder: Address,
  calls: readonly Call[],
  at: number,
  epochs: { roster?: number; rules?: number } = {},
): Decision => ({
  rosterEpoch: epochs.roster ?? 0,
  rulesEpoch: epochs.rules ?? 0,
  slot: slotOf(founder, ++counters),
  closesAt: at + 3_600,
  expiresAt: at + 86_400,
  executor: zeroAddress,
  afterDecision: zeroHash,
  calls,
  contentHash: `0x${'ab'.repeat(32)}`,
})

/** One sheet per member named, each For every decision. */
export const signSheets = (
  harness: ChainHarness,
  { dao }: Founded,
  decisions: readonly Decision[],
  members: readonly Address[],
): Promise<readonly SignedSheet[]> => {
  const { chainId } = harness.profile.identity
  const choices = decisions.map((decision) => ({ decision: decisionIdOf(chainId, dao, decision), support: supports.for, votes: 0n }))
  return Promise.all(members.map((member) => signSheet(harness, dao, { member, revision: 1n, choices })))
}

export const signSheet = async (
  harness: ChainHarness,
  dao: Address,
  message: BallotSheet,
): Promise<BallotSheet & { readonly signature: Hex }> => {
  const domain = daomeshDomain(harness.profile.identity.chainId, dao)
  const context = { title: 'test', lines: [] }
  // The harness signs what it is asked to; only a signer with a person in front of it needs to know what a ballot is about.
  const request = { type: 'typedData', domain, name: 'BallotSheet', message, about: [], context } as const
  const signature: Hex = await harness.signer.sign(message.member, request)
  return { ...message, signature }
}

/** The call that enacts, with sheets of `members` (the first two by default). */
export const enactCall = async (
  harness: ChainHarness,
  founded: Founded,
  decisions: readonly Decision[],
  members: readonly Address[] = harness.accounts.slice(0, 2).map((one) => one.address),
  roster = founded.genesis.members,
): Promise<ChainCall> => {
  const sheets = await signSheets(harness, founded, decisions, members)
  return encodeEnact({ chainId: harness.profile.identity.chainId, dao: founded.dao, roster, decisions, sheets })
}
