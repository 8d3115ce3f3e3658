import { decodeEscrow } from '@daomesh/chain'
import type { BountyTask } from '@daomesh/governance'
import { type BountyId, bountyIdOf, type Call, type DecisionId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { bountyPage } from '../../contract/bountyShapes.ts'
import { shownProposals } from '../../nested/shownProposals.ts'
import { underWay } from '../proposals/underWay.ts'

type Asked = z.input<typeof bountyPage>['asked']

type Action = NonNullable<ReturnType<typeof decodeEscrow>>
export type AskedCall = Omit<Asked[number], 'step' | 'decision'> & { readonly decision: DecisionId; readonly action: Action }

/** What the members of this account's DAOs are deciding on in the escrow, of all bounties: read once for many. */
export const askedCalls = (node: NodeContext): readonly AskedCall[] =>
  node.spaces.daos().flatMap((space) =>
    shownProposals(node, space)
      .filter(({ status }) => underWay.has(status))
      .flatMap(({ id, title, decision }): readonly AskedCall[] =>
        decision.calls.flatMap(({ target, data }: Call) => {
          const action = target === node.bounties.escrow ? decodeEscrow(data) : null
          return action === null ? [] : [{ space: space.id, dao: space.record.dao, decision: id, title, action }]
        }),
      ),
  )

/** Whether a call is about the bounty itself, by what it names; a node alone it may name of a part too. */
const isOf = (node: NodeContext, bounty: BountyId, action: Action): boolean =>
  'agreement' in action && bountyIdOf(node.bounties.chainId, node.bounties.escrow, action.agreement) === bounty

/** Which steps a line of the inbox is done by. */
const stepsFor: Readonly<Partial<Record<BountyTask['action'], readonly string[]>>> = { review: ['accept', 'object'] }

/** The proposal by which the DAO that owes something does it, where its members are asked; of parts only a ruling, which names one. */
export const askedFor = (node: NodeContext, bounty: BountyId, task: BountyTask, calls: readonly AskedCall[]): DecisionId | null => {
  const does = ({ dao, action }: AskedCall): boolean => {
    if (dao !== task.as) return false
    if (action.kind === 'rule') return task.action === 'rule' && action.node === (task.node ?? bounty)
    if (task.node !== null || !isOf(node, bounty, action)) return false
    return (stepsFor[task.action] ?? [task.action]).includes(action.kind) && !('path' in action && action.path.length > 0)
  }
  return task.kind === 'owe' ? (calls.find(does)?.decision ?? null) : null
}

/**
 * Which steps of a bounty the members of this account's DAOs are deciding on: nobody need propose them again, and whoever decides finds the vote. `nodes`: the
 * bounty and its parts, for the calls that name a node alone.
 */
export const askedSteps = (node: NodeContext, bounty: BountyId, nodes: ReadonlySet<string>, calls = askedCalls(node)): Asked => {
  const isAbout = (action: Action): boolean =>
    action.kind === 'contest' || action.kind === 'rule' ? nodes.has(action.node) : isOf(node, bounty, action)
  const steps = calls.flatMap(({ action, ...asked }): Asked => (isAbout(action) ? [{ ...asked, step: action.kind }] : []))
  return [...new Map(steps.toReversed().map((one) => [one.decision, one])).values()].toReversed()
}
