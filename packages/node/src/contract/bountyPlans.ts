import { agreementSchema, termsSchema } from '@daomesh/protocol'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { bundleShape } from '../bounties/bountyBundle.ts'
import { bountyOutcome } from './bountyShapes.ts'
import { id, requestId } from './shapes.ts'

const leaf = bundleShape.shape.splits.element.shape.leaves.element

/** A part with all that its payee has planned below it, signed: `signature` is over split number 0 of its agreement, by its key or its members' ballots. */
export const anchorLeaf = z.strictObject({
  agreement: agreementSchema,
  terms: termsSchema.nullable(),
  get carried() {
    return z.strictObject({ leaves: z.array(anchorLeaf).min(1), signature: id.hexBytes }).nullable()
  },
})
export type AnchorLeaf = z.output<typeof anchorLeaf>

export const planRow = z.object({
  decision: id.decisionId,
  /** The bounty that is split: the digest of the agreement that the DAO takes. */
  bounty: id.bytes32,
  root: id.bytes32,
  sum: id.amount,
  /** Of the DAO, as soon as its members' ballots make one. */
  signature: id.hexBytes.nullable(),
  parts: z.array(z.object({ payee: id.address, amount: id.amount })),
})

export const bountyPlansContract = {
  /** Puts to the members of a DAO that it passes the bounty of this agreement on, from the start: before it holds any money, and without a transaction. */
  plan: oc
    .input(z.object({ requestId, as: id.spaceId, agreement: agreementSchema, leaves: z.array(leaf).min(1) }))
    .output(z.object({ decision: id.decisionId, root: id.bytes32, sum: id.amount })),
  /** What a DAO was asked to plan, with its signature where there is one. */
  plans: oc.input(z.object({ space: id.spaceId })).output(z.array(planRow)),
  /**
   * Splits a funded bounty, or with `node` a part of it, among parts that carry splits of their own, and opens those that DAOs signed: as a DAO by one decision, so that the whole pyramid is
   * safe to start after one transaction; as a person by one transaction a level, asked for again until there is none left.
   */
  anchor: oc
    .input(
      z.object({
        requestId,
        as: id.spaceId.nullable(),
        bounty: id.bountyId,
        node: id.bytes32.nullable().default(null),
        leaves: z.array(anchorLeaf).min(1),
      }),
    )
    .output(bountyOutcome),
}
