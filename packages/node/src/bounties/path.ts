import { escrowGroups } from '@daomesh/governance'
import { DaomeshError, type EscrowGroup, type Hex } from '@daomesh/protocol'
import type { KnownBounty } from './createBountyDesk.ts'

/**
 * The groups that show a leaf to the escrow, nothing marked to be paid, and its position; none for the bounty itself.
 * @throws DaomeshError `BOUNTY_UNKNOWN` where the way to the leaf is not known here.
 */
export const pathTo = (
  { id, splits }: KnownBounty,
  node: Hex | null,
): { readonly path: readonly EscrowGroup[]; readonly position: number } => {
  if (node === null || node === id) return { path: [], position: 0 }
  const { groups, positions } = escrowGroups(id, splits, [node])
  const position = positions.get(node)
  if (position === undefined) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: id, node } })
  return { path: groups.map((group) => ({ ...group, pay: 0n })), position }
}

/** How a bounty is called where its terms are not here. */
export const titleOf = ({ id, bundle }: Pick<KnownBounty, 'id' | 'bundle'>): string => bundle.terms?.title ?? id.slice(0, 10)
