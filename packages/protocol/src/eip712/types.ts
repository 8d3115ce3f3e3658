import { agreementFields } from '../bounties/agreement.ts'
import { escrowMessages } from '../bounties/escrowMessages.ts'
import type { Hex } from '../bytes.ts'
import type { Address, BudgetId, DecisionId, ProjectId } from '../ids.ts'

/** EIP-712 type descriptions, in the form viem, wallets and our own hashing take. Contracts hash the same strings. */
export const typedData = {
  LinkDevice: [
    { name: 'member', type: 'address' },
    { name: 'device', type: 'bytes32' },
    { name: 'exchangeKey', type: 'bytes32' },
    { name: 'notAfter', type: 'uint64' },
    { name: 'nonce', type: 'bytes32' },
  ],
  UnlinkDevice: [
    { name: 'member', type: 'address' },
    { name: 'device', type: 'bytes32' },
    { name: 'nonce', type: 'bytes32' },
  ],
  Member: [
    { name: 'account', type: 'address' },
    { name: 'kind', type: 'uint8' },
    { name: 'power', type: 'uint64' },
    { name: 'shares', type: 'uint128' },
  ],
  Rules: [
    { name: 'mode', type: 'uint8' },
    { name: 'quorumBps', type: 'uint16' },
    { name: 'thresholdBps', type: 'uint16' },
    { name: 'votingPeriod', type: 'uint32' },
    { name: 'gracePeriod', type: 'uint32' },
    { name: 'challengeWindow', type: 'uint32' },
    { name: 'credits', type: 'uint32' },
    { name: 'incomeBps', type: 'uint16' },
    { name: 'refundCap', type: 'uint32' },
  ],
  Genesis: [
    { name: 'chainId', type: 'uint256' },
    { name: 'chainGenesis', type: 'bytes32' },
    { name: 'name', type: 'string' },
    { name: 'members', type: 'Member[]' },
    { name: 'rules', type: 'Rules' },
    { name: 'salt', type: 'bytes32' },
  ],
  Call: [
    { name: 'target', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'data', type: 'bytes' },
    { name: 'codeHash', type: 'bytes32' },
  ],
  Decision: [
    { name: 'rosterEpoch', type: 'uint32' },
    { name: 'rulesEpoch', type: 'uint32' },
    { name: 'slot', type: 'uint256' },
    { name: 'closesAt', type: 'uint40' },
    { name: 'expiresAt', type: 'uint40' },
    { name: 'executor', type: 'address' },
    { name: 'afterDecision', type: 'bytes32' },
    { name: 'calls', type: 'Call[]' },
    { name: 'contentHash', type: 'bytes32' },
  ],
  Choice: [
    { name: 'decision', type: 'bytes32' },
    { name: 'support', type: 'uint8' },
    { name: 'votes', type: 'uint64' },
  ],
  BallotSheet: [
    { name: 'member', type: 'address' },
    { name: 'revision', type: 'uint64' },
    { name: 'choices', type: 'Choice[]' },
  ],
  Budget: [
    { name: 'title', type: 'string' },
    { name: 'token', type: 'address' },
    { name: 'amount', type: 'uint256' },
    { name: 'allocation', type: 'uint64' },
    { name: 'closesAt', type: 'uint40' },
    { name: 'salt', type: 'bytes32' },
  ],
  Project: [
    { name: 'budget', type: 'bytes32' },
    { name: 'name', type: 'string' },
    { name: 'payee', type: 'address' },
    { name: 'text', type: 'string' },
  ],
  Pledge: [
    { name: 'project', type: 'bytes32' },
    { name: 'amount', type: 'uint64' },
  ],
  PledgeSheet: [
    { name: 'member', type: 'address' },
    { name: 'budget', type: 'bytes32' },
    { name: 'revision', type: 'uint64' },
    { name: 'pledges', type: 'Pledge[]' },
  ],
  Agreement: agreementFields,
  ...escrowMessages,
} as const satisfies Record<string, readonly { name: string; type: string }[]>

export type TypedDataName = keyof typeof typedData

/** `verifyingContract`: the DAO for ballots and decisions, the factory for a genesis, the escrow for what bounties sign, absent for device links. */
export type Domain = {
  readonly name: 'DAOmesh' | 'DAOmesh BountyEscrow'
  readonly version: '1'
  readonly chainId: bigint
  readonly verifyingContract?: Address
}

export const memberKinds = { key: 0, contract: 1 } as const
export const countingModes = { member: 0, power: 1, quadratic: 2 } as const
export type CountingMode = keyof typeof countingModes
export const supports = { against: 0, for: 1, abstain: 2 } as const
export type Support = keyof typeof supports

/** Shares are in whole units, power in whole votes. */
export type Member = { readonly account: Address; readonly kind: number; readonly power: bigint; readonly shares: bigint }
/** Periods in seconds, bps in 1/10 000. */
export type Rules = {
  readonly mode: number
  readonly quorumBps: number
  readonly thresholdBps: number
  readonly votingPeriod: number
  readonly gracePeriod: number
  readonly challengeWindow: number
  readonly credits: number
  readonly incomeBps: number
  readonly refundCap: number
}
export type Genesis = {
  readonly chainId: bigint
  readonly chainGenesis: Hex
  readonly name: string
  readonly members: readonly Member[]
  readonly rules: Rules
  readonly salt: Hex
}
/** `value` in wei. `codeHash` pins the target's code where there is calldata, zero otherwise. */
export type Call = { readonly target: Address; readonly value: bigint; readonly data: Hex; readonly codeHash: Hex }
/** `closesAt`, `expiresAt` in seconds of chain time. slot = proposer's address × 2^96 + the proposer's own counter, never reused. */
export type Decision = {
  readonly rosterEpoch: number
  readonly rulesEpoch: number
  readonly slot: bigint
  readonly closesAt: number
  readonly expiresAt: number
  readonly executor: Address
  readonly afterDecision: Hex
  readonly calls: readonly Call[]
  readonly contentHash: Hex
}
export type Choice = { readonly decision: DecisionId; readonly support: number; readonly votes: bigint }
export type BallotSheet = { readonly member: Address; readonly revision: bigint; readonly choices: readonly Choice[] }
/**
 * Money of a DAO to be given out by what its members pledge. `amount` in the token's smallest unit (zero address: ETH), `allocation` in virtual units that
 * each member may pledge in all, `closesAt` in seconds of chain time, 0 where no time is stated.
 */
export type Budget = {
  readonly title: string
  readonly token: Address
  readonly amount: bigint
  readonly allocation: bigint
  readonly closesAt: number
  readonly salt: Hex
}
export type Project = { readonly budget: BudgetId; readonly name: string; readonly payee: Address; readonly text: string }
/** `amount` in the virtual units of the allocation. */
export type PledgeLine = { readonly project: ProjectId; readonly amount: bigint }
export type PledgeSheet = {
  readonly member: Address
  readonly budget: BudgetId
  readonly revision: bigint
  readonly pledges: readonly PledgeLine[]
}
export type LinkDevice = {
  readonly member: Address
  readonly device: Hex
  readonly exchangeKey: Hex
  readonly notAfter: bigint
  readonly nonce: Hex
}
export type UnlinkDevice = { readonly member: Address; readonly device: Hex; readonly nonce: Hex }
