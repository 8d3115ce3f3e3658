import { type BountyTask, bountyTasks, taskOf } from '@daomesh/governance'
import type { z } from 'zod'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { toldParts } from '../../bounties/partDeals.ts'
import { titleOf } from '../../bounties/path.ts'
import { signedNodes } from '../../bounties/signedNodes.ts'
import { askedCalls, askedFor } from './askedSteps.ts'
import { askerOf, type NodeAsker } from '../../bounties/askerOf.ts'
import type { NodeContext } from '../../context.ts'
import type { bountyTaskRow } from '../../contract/bountyShapes.ts'

type Row = z.input<typeof bountyTaskRow>

/** Before it is funded: what the issuer pays in, while it still can. */
const taskBefore = ({ bundle: { agreement }, cancelled }: KnownBounty, asker: NodeAsker, now: number): BountyTask | null => {
  const { issuer, hunter, amount, validUntil } = agreement
  if (cancelled || now > validUntil) return null
  return taskOf({ node: null, action: 'fund', by: [issuer], owes: [issuer], waits: [hunter], amount, until: validUntil }, asker)
}

const order = (a: Row, b: Row): number => {
  if (a.kind !== b.kind) return a.kind === 'owe' ? -1 : 1
  const [first, second] = [a.until === 0 ? Number.POSITIVE_INFINITY : a.until, b.until === 0 ? Number.POSITIVE_INFINITY : b.until]
  return first === second ? (a.bounty < b.bounty ? -1 : 1) : first - second
}

/**
 * What this account and its DAOs owe and wait for in all bounties: what is owed first, then by the nearest end.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const listBountyTasks = async (node: NodeContext): Promise<Row[]> => {
  const asker = askerOf(node)
  const now = node.chainView.now()
  const spaces = new Map(node.spaces.daos().map(({ id, record }) => [record.dao, id]))
  const calls = askedCalls(node)
  const all = await node.bounties.all()
  return all
    .flatMap((known): readonly Row[] => {
      const tasks =
        known.record === null
          ? [taskBefore(known, asker, now)]
          : bountyTasks(known.record, asker, now, signedNodes(node, known), toldParts(node, known, asker))
      return tasks.flatMap((task) => {
        if (task === null) return []
        // While the members of the DAO that owes it decide on it, nobody need do it, and everybody waits for them.
        const asked = askedFor(node, known.id, task, calls)
        return [
          {
            ...task,
            asked,
            kind: asked === null ? task.kind : 'wait',
            by: [...task.by],
            bounty: known.id,
            title: titleOf(known),
            space: spaces.get(task.as) ?? null,
            token: known.bundle.agreement.token,
            amount: task.amount.toString(),
          },
        ]
      })
    })
    .toSorted(order)
}
