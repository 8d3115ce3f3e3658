import { type BountyId, bountyIdOf, limits, type PlanSplit, type PlanStep } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { AnchorLeaf } from '../contract/bountyPlans.ts'
import { isPlanSigned, type KnownPlan, type PlanBook } from './knownPlans.ts'

/** A plan with those of its parts, as far as they are known here. */
export type PlanTree = {
  readonly plan: KnownPlan
  readonly signed: boolean
  /** By leaf; null where it has planned nothing, or where that is not known here. */
  readonly below: readonly (PlanTree | null)[]
  /** Signed on every level, and nothing of it unknown: it can be put on the chain. */
  readonly complete: boolean
}

/** Says of a plan whether it is signed. */
type Judge = (plan: KnownPlan) => Promise<boolean>

/** How bounties are to be passed on, as it is known here: of several plans one that is complete, else signed, else the first. */
export const planTrees = (node: NodeContext, book: PlanBook, judge: Judge): ((bounty: BountyId) => Promise<PlanTree | null>) => {
  const { chainId, escrow } = node.bounties
  const treeOf = async (candidates: readonly KnownPlan[], depth: number): Promise<PlanTree | null> => {
    if (depth > limits.placeLevels) return null
    let best: PlanTree | null = null
    for (const plan of candidates) {
      const signed = await judge(plan)
      if (!signed && best !== null) continue
      const below = await Promise.all(
        plan.leaves.map(({ agreement, planned }) => {
          const known = planned === null ? [] : (book.get(bountyIdOf(chainId, escrow, agreement)) ?? [])
          return treeOf(
            known.filter((one) => one.planned.root === planned?.root && one.planned.sum === planned.sum),
            depth + 1,
          )
        }),
      )
      const complete = signed && plan.leaves.every(({ planned }, i) => planned === null || below[i]?.complete === true)
      if (best === null || complete || !best.signed) best = { plan, signed, below, complete }
      if (complete) break
    }
    return best
  }
  return (bounty) => treeOf(book.get(bounty) ?? [], 0)
}

/** Asks the chain where only that can tell; a chain that is away knows of no signature. */
export const judgeOf =
  (node: NodeContext): Judge =>
  (plan) =>
    isPlanSigned(node, plan).catch(() => false)

/** As `bounties.anchor` takes it. */
export const carriedBy = ({ plan, below }: PlanTree): NonNullable<AnchorLeaf['carried']> => ({
  signature: plan.signature,
  leaves: plan.leaves.map(({ agreement, terms }, i) => {
    const tree = below[i] ?? null
    return { agreement, terms, carried: tree === null ? null : carriedBy(tree) }
  }),
})

/** As a deal is told it: every split after the one above it. */
export const splitsOf = ({ plan, below }: PlanTree, way: readonly PlanStep[] = []): readonly PlanSplit[] => [
  { way, split: 0, leaves: plan.leaves.map(({ agreement, planned }) => ({ agreement, planned })), signature: plan.signature },
  ...below.flatMap((tree, index) => (tree === null ? [] : splitsOf(tree, [...way, { split: 0, index }]))),
]
