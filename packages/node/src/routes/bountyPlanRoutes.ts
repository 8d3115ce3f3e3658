import { anchorSplits } from '../commands/bounties/anchorSplits.ts'
import { planSplit } from '../commands/bounties/planSplit.ts'
import type { NodeContext } from '../context.ts'
import { readPlans } from '../queries/bounties/readPlans.ts'
import { readPyramid } from '../queries/bounties/readPyramid.ts'
import type { Implementer, Once } from './implementer.ts'

/** Splits that are planned before there is money, and how they come to the chain. */
export const bountyPlanRoutes = (node: NodeContext, { bounties }: Implementer, once: Once) => ({
  plan: bounties.plan.handler(({ input }) => once('bounties.plan', input, (keep) => planSplit(node, input, keep))),
  plans: bounties.plans.handler(({ input }) => readPlans(node, input)),
  pyramid: bounties.pyramid.handler(({ input }) => readPyramid(node, input)),
  anchor: bounties.anchor.handler(({ input }) => once('bounties.anchor', input, (keep) => anchorSplits(node, input, keep))),
})
