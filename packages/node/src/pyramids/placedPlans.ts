import { leafKeyOf } from '@daomesh/governance'
import type { Address, Agreement, BountyPlan, Hex, PlanSplit, PlanStep } from '@daomesh/protocol'
import type { BountyBundle, BundleSplit } from '../bounties/bountyBundle.ts'
import type { KnownBounty } from '../bounties/createBountyDesk.ts'
import { chosenSplits, keySignature } from '../bounties/placesToTell.ts'

/** How a bounty that stands somewhere in a pyramid is passed on. `anchored`: the chain has it where it stands, so that only what is told here counts. */
export type PlacedPlan = BountyPlan & { readonly anchored: boolean }

/** Of a known pyramid, what lies below each bounty in it that one of these accounts takes; of what is not split nothing. */
export const placedPlans = (known: KnownBounty, own: BountyBundle | null, hunters: ReadonlySet<Address>): readonly PlacedPlan[] => {
  const below = Map.groupBy(chosenSplits(known, own), ({ node }) => node)
  const held = new Set(known.anchored)
  const splitsBelow = (node: Hex, way: readonly PlanStep[]): readonly PlanSplit[] =>
    (below.get(node) ?? []).flatMap((one) => [
      {
        way,
        split: one.split,
        leaves: one.leaves.map(({ agreement, planned }) => ({ agreement, planned })),
        signature: keySignature(one),
      },
      ...one.leaves.flatMap((_, index) => splitsBelow(leafKeyOf(node, one.split, index), [...way, { split: one.split, index }])),
    ])
  const found: PlacedPlan[] = []
  const visit = (node: Hex, agreement: Agreement, above: BundleSplit | null): void => {
    const splits = hunters.has(agreement.hunter) ? splitsBelow(node, []) : []
    if (splits.length > 0) found.push({ agreement, splits, anchored: above === null ? known.record !== null : held.has(above) })
    for (const split of below.get(node) ?? [])
      for (const [index, leaf] of split.leaves.entries()) visit(leafKeyOf(node, split.split, index), leaf.agreement, split)
  }
  visit(known.id, known.bundle.agreement, null)
  return found
}
