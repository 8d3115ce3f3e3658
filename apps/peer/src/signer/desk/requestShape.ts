import {
  address,
  agreementSchema,
  amount,
  ballotSheetSchema,
  bountyDomain,
  budgetSchema,
  bytes32,
  daomeshDomain,
  decisionSchema,
  genesisSchema,
  hexBytes,
  inBytes,
  limits,
  linkDeviceSchema,
  pledgeSheetSchema,
  projectSchema,
  type SigningRequest,
  termsSchema,
  unlinkDeviceSchema,
} from '@daomesh/protocol'
import { z } from 'zod'

const wei = amount.transform((text) => BigInt(text))
const count = z.number().int().min(0)

const domain = z
  .object({ name: z.literal('DAOmesh'), version: z.literal('1'), chainId: wei, verifyingContract: address.optional() })
  .transform(({ chainId, verifyingContract }) => daomeshDomain(chainId, verifyingContract))

const tokens = z.array(z.object({ token: address, symbol: z.string().max(64), decimals: z.number().int().min(0).max(255) })).max(64)
const context = z
  .object({ title: z.string().max(300), lines: z.array(z.string().max(4_000)).max(400), tokens: tokens.optional() })
  .transform(({ tokens: known, ...told }) => ({ ...told, ...(known !== undefined && { tokens: known }) }))

const typedData = <N extends string, M>(name: N, message: z.ZodType<M>) =>
  z.object({ type: z.literal('typedData'), domain, name: z.literal(name), message, context })

const subject = z.object({ title: inBytes(1, limits.titleBytes), content: inBytes(0, limits.contentBytes), decision: decisionSchema })
/** A sheet holds hashes only: what it is about comes beside it, to be hashed again before anything is shown. */
const ballotSheet = typedData('BallotSheet', ballotSheetSchema).extend({ about: z.array(subject).max(limits.sheetChoices) })
const pledgeSheet = typedData('PledgeSheet', pledgeSheetSchema).extend({
  about: z.object({ budget: budgetSchema, projects: z.array(projectSchema).max(limits.budgetProjects) }),
})

const escrowDomain = z
  .object({ name: z.literal('DAOmesh BountyEscrow'), version: z.literal('1'), chainId: wei, verifyingContract: address })
  .transform(({ chainId, verifyingContract }) => bountyDomain(chainId, verifyingContract))
const agreement = typedData('Agreement', agreementSchema).extend({ domain: escrowDomain, about: z.object({ terms: termsSchema }) })

const uint = (bits: number) => amount.refine((text) => BigInt(text) < 1n << BigInt(bits)).transform((text) => BigInt(text))
const nat = (max: number) => count.max(max)
const escrowSubject = z.object({
  agreement: agreementSchema,
  terms: termsSchema,
  place: z.array(z.object({ split: nat(255), index: nat(2 ** 32 - 1) })).max(64),
  leaves: z
    .array(
      z.object({
        agreement: agreementSchema,
        terms: termsSchema.nullable(),
        planned: z.object({ root: bytes32, sum: uint(128) }).nullable(),
      }),
    )
    .max(limits.splitLeaves),
})
const step = <N extends string, M>(name: N, message: z.ZodType<M>) =>
  typedData(name, message).extend({ domain: escrowDomain, about: escrowSubject })
const steps = [
  step('Split', z.object({ bounty: bytes32, number: nat(255), root: bytes32, sum: uint(128) })),
  step('Delivery', z.object({ bounty: bytes32, contentHash: bytes32 })),
  step('Release', z.object({ bounty: bytes32 })),
  step('Acceptance', z.object({ node: bytes32, split: nat(255), block: nat(2 ** 32 - 1), leaves: uint(64) })),
  step('Settlement', z.object({ bounty: bytes32, hunterAmount: uint(128), validUntil: nat(2 ** 40 - 1) })),
  step('Contest', z.object({ node: bytes32 })),
  step('Freeing', z.object({ node: bytes32, amount: uint(128) })),
  step('Redirection', z.object({ node: bytes32, to: address })),
] as const

const transaction = z.object({
  type: z.literal('transaction'),
  transaction: z.object({
    chainId: count,
    nonce: count,
    to: address.nullable(),
    value: wei,
    data: hexBytes,
    gas: wei,
    maxFeePerGas: wei,
    maxPriorityFeePerGas: wei,
  }),
  context,
})

/** What may be signed, read strictly: a request of any other form never reaches a person. Amounts cross as decimal strings. */
export const signingRequest: z.ZodType<SigningRequest> = z.union([
  typedData('LinkDevice', linkDeviceSchema),
  typedData('UnlinkDevice', unlinkDeviceSchema),
  typedData('Genesis', genesisSchema),
  typedData('Decision', decisionSchema),
  ballotSheet,
  pledgeSheet,
  agreement,
  ...steps,
  transaction,
])
