import { type Agreement, type BountyId, bountyIdOf, DaomeshError, type Hex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { KnownBounty } from './createBountyDesk.ts'

/** The bounty itself (`node` null), or a leaf of it whose agreement is known: each has a deal of its own. */
export type Part = { readonly node: Hex | null; readonly bounty: BountyId; readonly agreement: Agreement }

/** All parts of a bounty that are known here, itself first. */
export const partsOf = ({ bounties: { chainId, escrow } }: NodeContext, { id, bundle, record }: KnownBounty): readonly Part[] => [
  { node: null, bounty: id, agreement: bundle.agreement },
  ...[...(record?.places ?? [])].flatMap(([node, { sub }]): Part[] =>
    sub === undefined ? [] : [{ node, bounty: bountyIdOf(chainId, escrow, sub), agreement: sub }],
  ),
]

/** @throws DaomeshError `BOUNTY_UNKNOWN` for a part that is not known here. */
export const partOf = (context: NodeContext, known: KnownBounty, node: Hex | null): Part => {
  const wanted = node === known.id ? null : node
  const found = partsOf(context, known).find((part) => part.node === wanted)
  if (found === undefined) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: known.id, node: wanted ?? '' } })
  return found
}
