import { oc } from '@orpc/contract'
import { z } from 'zod'
import { bundleShape } from '../bounties/bountyBundle.ts'
import { anchorLeaf } from './bountyPlans.ts'
import { seconds } from './bountyShapes.ts'
import { id } from './shapes.ts'

/** null: the bounty itself. */
const node = id.bytes32.nullable()
const leaf = bundleShape.shape.splits.element.shape.leaves.element

/** What is previewed: an act without what only its sender adds. */
export const previewedAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('release') }),
  z.object({ kind: z.literal('refund') }),
  /** Of a part nothing goes to the chain: whether there is a deal to tell. */
  z.object({ kind: z.literal('deliver'), node: node.default(null) }),
  z.object({ kind: z.literal('payout') }),
  z.object({ kind: z.literal('split'), node, leaves: z.array(leaf).min(1) }),
  /** All calls of it, as a DAO makes them; a person makes the first. */
  z.object({ kind: z.literal('anchor'), node: node.default(null), leaves: z.array(anchorLeaf).min(1) }),
  z.object({ kind: z.literal('accept'), node, nodes: z.array(id.bytes32).default([]) }),
  z.object({ kind: z.literal('object'), node }),
  z.object({ kind: z.literal('contest'), node }),
  z.object({ kind: z.literal('rule'), node, hunterAmount: id.amount }),
  z.object({
    kind: z.literal('settle'),
    hunterAmount: id.amount,
    validUntil: seconds,
    hunterSignature: id.hexBytes,
    issuerSignature: id.hexBytes,
  }),
  z.object({ kind: z.literal('free'), node: id.bytes32, amount: id.amount }),
  z.object({ kind: z.literal('redirect'), node: id.bytes32, to: id.address }),
  z.object({ kind: z.literal('claim'), vault: id.address, account: id.address }),
])

/** `loose`: what it stands on is not final yet, so that a reorganisation could have the chain refuse it, and its fee lost. `outcome` null: the chain is away. `reason`: the name of the error that the chain would answer. `takes`: of `from`, at once, beside the fee. */
export const bountyPreview = z.object({
  from: id.address,
  takes: z.object({ token: id.address, amount: id.amount }),
  loose: z.boolean(),
  outcome: z.object({ ok: z.boolean(), reason: z.string().nullable() }).nullable(),
})

export const bountyPreviewContract = {
  /** A dry run: the call that an act would be, on the chain as it stands now. Nothing is signed or sent. */
  preview: oc.input(z.object({ bounty: id.bountyId, as: id.spaceId.nullable(), act: previewedAct })).output(bountyPreview),
}
