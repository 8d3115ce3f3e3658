import type { BountyId } from '@daomesh/protocol'
import { parseBundle } from '../../bounties/bountyBundle.ts'
import type { NodeContext } from '../../context.ts'

/**
 * Keeps what somebody handed over of a bounty: terms and leaves. What of it counts is for the chain to say whenever it is read.
 * @throws DaomeshError `INPUT_INVALID` for a text that is no bundle.
 */
export const keepBounty = (node: NodeContext, { bundle }: { readonly bundle: string }): { readonly bounty: BountyId } => ({
  bounty: node.bounties.keep(parseBundle(bundle)),
})
