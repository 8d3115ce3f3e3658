import { agreementSchema, limits, termsSchema } from '@daomesh/protocol'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { bundleShape } from '../bounties/bountyBundle.ts'
import { bountyOutcome, bountyPage, bountyRow, bountyTaskRow, creditRow, seconds } from './bountyShapes.ts'
import { id, requestId } from './shapes.ts'

const shortText = z.string().max(4_000)
const acting = { requestId, as: id.spaceId.nullable(), bounty: id.bountyId }
/** null: the bounty itself. */
const node = id.bytes32.nullable()
/** By whose leave it is done, where somebody else sends it: `bounties.consent` makes it. */
const signature = id.hexBytes.default('0x')
const leaf = bundleShape.shape.splits.element.shape.leaves.element

/** What somebody signs for another one to send. */
const consent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('release') }),
  z.object({ kind: z.literal('deliver'), contentHash: id.bytes32 }),
  z.object({ kind: z.literal('acceptLeaf') }),
  z.object({ kind: z.literal('contest') }),
  z.object({ kind: z.literal('settle'), hunterAmount: id.amount, validUntil: seconds }),
  z.object({ kind: z.literal('free'), amount: id.amount }),
  z.object({ kind: z.literal('redirect'), to: id.address }),
  /** `number` 0: planned from the start, in the leaf of the bounty above. */
  z.object({ kind: z.literal('split'), number: z.number().int().min(0).max(32), leaves: z.array(leaf).min(1) }),
])

export const bountiesContract = {
  /** Bounties that this account or one of its DAOs pays, works on, looks at, or is to rule on. */
  list: oc.output(z.array(bountyRow)),
  get: oc.input(z.object({ bounty: id.bountyId })).output(bountyPage),
  /** What this account and its DAOs owe and wait for in all bounties: what is owed first, then by the nearest end. */
  tasks: oc.output(z.array(bountyTaskRow)),
  /** What could not be pushed to this account or one of its DAOs, of all bounties. */
  credits: oc.output(z.array(creditRow)),
  /** Keeps terms and leaves that somebody handed over. */
  keep: oc.input(z.object({ requestId, bundle: z.string().max(16_000_000) })).output(z.object({ bounty: id.bountyId })),
  /** Signs that this account takes a bounty. */
  sign: oc
    .input(z.object({ requestId, agreement: agreementSchema, terms: termsSchema }))
    .output(z.object({ bounty: id.bountyId, signature: id.hexBytes })),
  /** Signs one step for somebody else to send. */
  consent: oc.input(z.object({ requestId, bounty: id.bountyId, node, what: consent })).output(z.object({ signature: id.hexBytes })),
  fund: oc
    .input(z.object({ requestId, as: id.spaceId.nullable(), agreement: agreementSchema, terms: termsSchema, hunterSignature: id.hexBytes }))
    .output(bountyOutcome),
  /** Takes one's word back before it is funded, for good. */
  cancel: oc.input(z.object(acting)).output(bountyOutcome),
  split: oc.input(z.object({ ...acting, node, leaves: z.array(leaf).min(1) })).output(bountyOutcome),
  /**
   * Without a `contentHash` note and files (records of the deal's space) are written into its deal, and their hash is what the chain is told. Of a part that
   * was split off nothing goes to the chain: who split it is told in their deal.
   */
  deliver: oc
    .input(
      z.object({
        ...acting,
        node: node.default(null),
        contentHash: id.bytes32.nullable().default(null),
        note: z.string().max(limits.commentBytes).default(''),
        files: z.array(id.entryId).max(limits.briefFiles).default([]),
        signature,
      }),
    )
    .output(bountyOutcome),
  /** `nodes`: several parts that one payee split off, accepted by one call. */
  accept: oc
    .input(z.object({ ...acting, node, nodes: z.array(id.bytes32).max(limits.splitLeaves).default([]), signature }))
    .output(bountyOutcome),
  object: oc.input(z.object({ ...acting, node, reason: shortText })).output(bountyOutcome),
  contest: oc.input(z.object({ ...acting, node, signature })).output(bountyOutcome),
  rule: oc.input(z.object({ ...acting, node, hunterAmount: id.amount })).output(bountyOutcome),
  release: oc.input(z.object(acting)).output(bountyOutcome),
  refund: oc.input(z.object(acting)).output(bountyOutcome),
  settle: oc
    .input(
      z.object({ ...acting, hunterAmount: id.amount, validUntil: seconds, hunterSignature: id.hexBytes, issuerSignature: id.hexBytes }),
    )
    .output(bountyOutcome),
  /** The payee of a part gives up what is above `amount`. */
  free: oc.input(z.object({ ...acting, node: id.bytes32, amount: id.amount, signature })).output(bountyOutcome),
  redirect: oc.input(z.object({ ...acting, node: id.bytes32, to: id.address, signature })).output(bountyOutcome),
  /** Draws a credit. Only the account whose it is chooses another `recipient`; null: that account. */
  claim: oc
    .input(z.object({ requestId, as: id.spaceId.nullable(), vault: id.address, recipient: id.address.nullable() }))
    .output(bountyOutcome),
  /** Pays what is due, a batch at a time; anybody may. */
  payout: oc.input(z.object({ requestId, bounty: id.bountyId })).output(bountyOutcome),
  /** Says something about the bounty, or a part of it, in the deal where that was agreed. */
  comment: oc
    .input(
      z.object({ requestId, bounty: id.bountyId, node, replyTo: id.entryId.nullable(), text: z.string().min(1).max(limits.commentBytes) }),
    )
    .output(z.object({ entry: id.entryId })),
}
