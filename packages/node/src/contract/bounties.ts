import { agreementSchema, termsSchema } from '@daomesh/protocol'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { bundleShape } from '../bounties/bountyBundle.ts'
import { id, requestId, transactionRow } from './shapes.ts'

const seconds = z.number().int().nonnegative()
const leafState = z.enum(['waiting', 'frozen', 'payable', 'paid', 'unknown'])
const shortText = z.string().max(4_000)

/** Amounts in the smallest unit of the bounty's token (zero address: ETH), times in seconds of chain time. */
export const bountyRow = z.object({
  bounty: id.bountyId,
  /** Of its terms; the first characters of its id where they are not here. */
  title: z.string(),
  /** `none`: not funded, as far as is known. */
  status: z.enum(['none', 'cancelled', 'funded', 'delivered', 'objected', 'released']),
  issuer: id.address,
  hunter: id.address,
  token: id.address,
  amount: id.amount,
  deliverBy: seconds,
  /** What this account and its DAOs owe and wait for. `at`: when that changes by time alone, else 0. */
  dues: z.array(
    z.object({
      node: id.bytes32,
      account: id.address,
      role: z.enum(['owes', 'waits']),
      other: id.address,
      amount: id.amount,
      state: leafState,
      at: seconds,
    }),
  ),
})

const agreementShape = z.object({
  issuer: id.address,
  hunter: id.address,
  token: id.address,
  amount: id.amount,
  termsHash: id.bytes32,
  deliverBy: seconds,
  reviewPeriod: seconds,
  reviewer: id.address,
  arbiter: id.address,
  defaultSplit: seconds,
  parent: id.bytes32,
  validUntil: seconds,
  nonce: id.amount,
})

export const bountyPage = bountyRow.extend({
  agreement: agreementShape,
  terms: termsSchema.nullable(),
  contentHash: id.bytes32.nullable(),
  released: id.amount,
  releasedAt: seconds,
  /** What this account can do now: `as` itself or a DAO of it, `alone` where no vote is needed. `until` 0: it stays possible. */
  moves: z.array(
    z.object({
      move: z.enum([
        'deliver',
        'accept',
        'object',
        'contest',
        'rule',
        'release',
        'refund',
        'settle',
        'split',
        'acceptLeaf',
        'payout',
        'free',
        'redirect',
      ]),
      as: id.address,
      alone: z.boolean(),
      node: id.bytes32.nullable(),
      until: seconds,
    }),
  ),
  /** From the top down. Who is not anchored is not safe to start. */
  margins: z.array(
    z.object({
      node: id.bytes32,
      payee: id.address,
      amount: id.amount,
      committed: id.amount,
      margin: id.amount,
      anchored: z.boolean(),
      depth: z.number().int(),
    }),
  ),
  leaves: z.array(
    z.object({
      node: id.bytes32,
      owner: id.bytes32,
      split: z.number().int(),
      index: z.number().int(),
      payee: id.address,
      amount: id.amount,
      state: leafState,
      share: id.amount,
      part: id.amount,
      margin: id.amount,
      at: seconds,
      accepted: z.boolean(),
    }),
  ),
  /** Terms and leaves as a text to hand over; it proves itself. */
  bundle: z.string(),
})

/** A transaction of this account, or the proposal to the DAO that was named. */
export const bountyOutcome = z.object({ transaction: transactionRow.nullable(), decision: id.decisionId.nullable() })
const acting = { requestId, as: id.spaceId.nullable(), bounty: id.bountyId }
const leaf = bundleShape.shape.splits.element.shape.leaves.element

export const bountiesContract = {
  /** Bounties that this account or one of its DAOs pays or works on. */
  list: oc.output(z.array(bountyRow)),
  get: oc.input(z.object({ bounty: id.bountyId })).output(bountyPage),
  /** Keeps terms and leaves that somebody handed over. */
  keep: oc.input(z.object({ requestId, bundle: z.string().max(16_000_000) })).output(z.object({ bounty: id.bountyId })),
  /** Signs that this account takes a bounty. */
  sign: oc
    .input(z.object({ requestId, agreement: agreementSchema, terms: termsSchema }))
    .output(z.object({ bounty: id.bountyId, signature: id.hexBytes })),
  fund: oc
    .input(z.object({ requestId, as: id.spaceId.nullable(), agreement: agreementSchema, terms: termsSchema, hunterSignature: id.hexBytes }))
    .output(bountyOutcome),
  /** `node` null: the bounty itself. */
  split: oc.input(z.object({ ...acting, node: id.bytes32.nullable(), leaves: z.array(leaf).min(1) })).output(bountyOutcome),
  deliver: oc.input(z.object({ ...acting, contentHash: id.bytes32 })).output(bountyOutcome),
  accept: oc.input(z.object({ ...acting, node: id.bytes32.nullable() })).output(bountyOutcome),
  object: oc.input(z.object({ ...acting, node: id.bytes32.nullable(), reason: shortText })).output(bountyOutcome),
  contest: oc.input(z.object({ ...acting, node: id.bytes32.nullable() })).output(bountyOutcome),
  rule: oc.input(z.object({ ...acting, node: id.bytes32.nullable(), hunterAmount: id.amount })).output(bountyOutcome),
  release: oc.input(z.object(acting)).output(bountyOutcome),
  refund: oc.input(z.object(acting)).output(bountyOutcome),
  settle: oc
    .input(
      z.object({ ...acting, hunterAmount: id.amount, validUntil: seconds, hunterSignature: id.hexBytes, issuerSignature: id.hexBytes }),
    )
    .output(bountyOutcome),
  redirect: oc.input(z.object({ ...acting, node: id.bytes32, to: id.address })).output(bountyOutcome),
  /** Pays what is due, a batch at a time; anybody may. */
  payout: oc.input(z.object({ requestId, bounty: id.bountyId })).output(bountyOutcome),
}
