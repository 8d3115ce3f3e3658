import { listProposals, liveSignatureOf, plannedSplitOf } from '@daomesh/governance'
import type { SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { planRow } from '../../contract/bountyPlans.ts'
import { placeOf } from '../../nested/shownProposals.ts'
import { presentOf } from '../../spaces/presentOf.ts'

/** The splits that a DAO was asked to plan, with its signature as soon as its members' ballots make one. */
export const readPlans = (node: NodeContext, { space: id }: { readonly space: SpaceId }): z.input<typeof planRow>[] => {
  const space = node.spaces.dao(id)
  const place = placeOf(space)
  const registers = space.registers()
  return listProposals(registers, space.chainState(), presentOf(node, space)).flatMap((row) => {
    const planned = plannedSplitOf(place, row.decision, row.content)
    if (planned === null || planned.question.escrow !== node.bounties.escrow) return []
    return [
      {
        decision: row.id,
        bounty: planned.bounty,
        root: planned.tree.root,
        sum: planned.tree.sum.toString(),
        signature: liveSignatureOf(place, registers, space.chainState(), row),
        parts: planned.tree.leaves.map(({ payee, amount }) => ({ payee, amount: amount.toString() })),
      },
    ]
  })
}
