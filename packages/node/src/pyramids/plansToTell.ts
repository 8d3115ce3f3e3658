import { type Address, type BountyId, bountyIdOf, type BountyPlan } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { joinPlans } from './joinPlans.ts'
import type { PlanBook } from './knownPlans.ts'
import { planTrees, splitsOf } from './planTree.ts'

/** What others told of their parts goes on as they told it: who reads it asks whether it holds. */
const asTold = ({ signature }: { readonly signature: string }): Promise<boolean> => Promise.resolve(signature !== '0x')

/**
 * What the issuers of the bounties that these accounts take are told of how those are passed on: as it was planned here, and as it stands in pyramids
 * (`placed`).
 */
export const plansToTell = async (
  node: NodeContext,
  book: PlanBook,
  placed: readonly BountyPlan[],
  hunters: ReadonlySet<Address>,
): Promise<readonly BountyPlan[]> => {
  const plans = new Map<BountyId, BountyPlan>()
  for (const [bounty, all] of book) {
    const own = all.filter((plan) => plan.own !== null && hunters.has(plan.agreement.hunter))
    const tree = own.length === 0 ? null : await planTrees(node, new Map([...book, [bounty, own]]), asTold)(bounty)
    if (tree !== null) plans.set(bounty, { agreement: tree.plan.agreement, splits: splitsOf(tree) })
  }
  for (const plan of placed) {
    const bounty = bountyIdOf(node.bounties.chainId, node.bounties.escrow, plan.agreement)
    const planned = plans.get(bounty)
    plans.set(bounty, planned === undefined ? plan : joinPlans(plan, planned))
  }
  return [...plans.values()]
}
