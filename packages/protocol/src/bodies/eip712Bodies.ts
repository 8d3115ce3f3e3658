import { z } from 'zod'
import type { BallotSheet, Budget, Decision, Genesis, LinkDevice, PledgeSheet, Project, UnlinkDevice } from '../eip712/types.ts'
import { address, amount, budgetId, bytes32, decisionId, hexBytes, projectId } from '../ids.ts'
import { limits } from '../limits.ts'
import { inBytes, lineInBytes } from './text.ts'

/** Signed structures as they stand in records: amounts as decimal strings, parsed into the types that are hashed and signed. */
// Checks run even after the pattern of `amount` has failed, so this one must not trust it: BigInt('x') throws.
const max = (bits: number) => (text: string) => /^[0-9]{1,78}$/.test(text) && BigInt(text) < 1n << BigInt(bits)
const uint = (bits: number) => amount.refine(max(bits)).transform((text) => BigInt(text))
const nat = (bits: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(2 ** bits - 1)
const bps = z.number().int().min(0).max(10_000)

export const signature65 = hexBytes.refine((text) => text.length === 132)
/** A key's signature is 65 bytes; that of a wallet that is a contract may be longer. */
export const accountSignature = hexBytes.refine((text) => text.length >= 132 && text.length <= 2 + 2 * 4096)

/** What a DAO signs with: the ballots of its members, and of those of DAOs among them. A full roster that votes alone is about 6 KiB. */
export const daoSignature = hexBytes.refine((text) => text.length >= 132 && text.length <= 2 + 2 * limits.daoSignatureBytes)

export const memberSchema = z.strictObject({ account: address, kind: z.number().int().min(0).max(1), power: uint(64), shares: uint(128) })

export const rulesSchema = z.strictObject({
  mode: z.number().int().min(0).max(2),
  quorumBps: bps,
  thresholdBps: bps,
  votingPeriod: nat(32),
  gracePeriod: nat(32),
  challengeWindow: nat(32),
  credits: nat(32),
  incomeBps: bps,
  refundCap: nat(32),
})

export const genesisSchema: z.ZodType<Genesis> = z
  .strictObject({
    chainId: uint(256),
    chainGenesis: bytes32,
    name: inBytes(1, limits.nameBytes),
    members: z.array(memberSchema).min(1).max(limits.rosterMembers),
    rules: rulesSchema,
    salt: bytes32,
  })
  .refine((g) => g.members.every((m, i) => i === 0 || (g.members[i - 1]?.account ?? '') < m.account), 'members sorted and unique')

export const callSchema = z.strictObject({
  target: address,
  value: uint(256),
  data: hexBytes.refine((d) => d.length <= 2 + 2 * 65_536),
  codeHash: bytes32,
})

export const decisionSchema: z.ZodType<Decision> = z.strictObject({
  rosterEpoch: nat(32),
  rulesEpoch: nat(32),
  slot: uint(256),
  closesAt: nat(40),
  expiresAt: nat(40),
  executor: address,
  afterDecision: bytes32,
  calls: z.array(callSchema).max(limits.decisionCalls),
  contentHash: bytes32,
})

/** Votes are signed as 64 bits, and the chain reads 16: more than the credits of any member would fit no sheet that it is shown (P106). */
export const ballotSheetSchema: z.ZodType<BallotSheet> = z.strictObject({
  member: address,
  revision: uint(64),
  choices: z
    .array(z.strictObject({ decision: decisionId, support: z.number().int().min(0).max(2), votes: uint(16) }))
    .min(1)
    .max(limits.sheetChoices),
})

/** An allocation and an amount of nothing would divide nothing. */
const positive = (bits: number) => uint(bits).refine((value) => value > 0n, 'more than 0')

export const budgetSchema: z.ZodType<Budget> = z.strictObject({
  title: lineInBytes(1, limits.nameBytes),
  token: address,
  amount: positive(256),
  allocation: positive(64),
  closesAt: nat(40),
  salt: bytes32,
})

/** Nobody owns the zero address: one such payment would fail, and with it all of a decision. */
const payee = address.refine((account) => BigInt(account) !== 0n, 'an account')

export const projectSchema: z.ZodType<Project> = z.strictObject({
  budget: budgetId,
  name: lineInBytes(1, limits.nameBytes),
  payee,
  text: inBytes(0, limits.projectTextBytes),
})

/** A sheet without lines takes a pledge back. */
export const pledgeSheetSchema: z.ZodType<PledgeSheet> = z.strictObject({
  member: address,
  budget: budgetId,
  revision: uint(64),
  pledges: z.array(z.strictObject({ project: projectId, amount: positive(64) })).max(limits.budgetProjects),
})

export const linkDeviceSchema: z.ZodType<LinkDevice> = z.strictObject({
  member: address,
  device: bytes32,
  exchangeKey: bytes32,
  notAfter: uint(64),
  nonce: bytes32,
})
export const unlinkDeviceSchema: z.ZodType<UnlinkDevice> = z.strictObject({ member: address, device: bytes32, nonce: bytes32 })

/** The inverse of the schemas above: bigint to decimal string, everything else as it is. */
export const toRecord = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(toRecord)
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toRecord(inner)]))
}
