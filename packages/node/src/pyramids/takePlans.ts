import { type DealPlanValue, keys, leafKeyOf } from '@daomesh/governance'
import { type Agreement, type BountyId, bountyIdOf, bountyPlanSchema, type Hex } from '@daomesh/protocol'
import type { BountyBundle, BundleSplit } from '../bounties/bountyBundle.ts'
import { termsInDeals } from '../bounties/termsInDeals.ts'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'

/** Plans of one deal that are taken in, the newest: a side can tell of bounties without end. */
const mostPlans = 256

type Told = { readonly name: string; readonly value: DealPlanValue }

const toldIn = (space: DealSpace, escrow: string): readonly Told[] =>
  space.record.opening.escrow !== escrow
    ? []
    : space
        .registers()
        .entries(keys.dealPlans)
        // The reducer wrote them.
        .map(({ key, value }) => ({ name: `plan/${space.id}/${key}`, value: value as DealPlanValue }))
        .toSorted((a, b) => b.value.depth - a.value.depth)
        .slice(0, mostPlans)

/** Where each bounty stands in a pyramid, and what stands at its top. */
type Spots = ReadonlyMap<BountyId, readonly { readonly root: Agreement; readonly node: Hex }[]>

/**
 * Takes in what deals were told of how bounties are passed on: into every pyramid of which that bounty is the top, or a part that is known here. Whether
 * anything changed by it.
 */
export const createTakePlans = (node: NodeContext): (() => boolean) => {
  const { bounties } = node
  const { chainId, escrow } = bounties
  const taken = new Map<string, DealPlanValue>()
  const spotsIn = new WeakMap<BountyBundle, ReadonlyMap<BountyId, readonly Hex[]>>()

  const spotsOf = (id: BountyId, bundle: BountyBundle): ReadonlyMap<BountyId, readonly Hex[]> => {
    const known = spotsIn.get(bundle)
    if (known !== undefined) return known
    const spots = [
      { bounty: id, key: id as Hex },
      ...bundle.splits.flatMap(({ node: owner, split, leaves }) =>
        leaves.map(({ agreement }, index) => ({ bounty: bountyIdOf(chainId, escrow, agreement), key: leafKeyOf(owner, split, index) })),
      ),
    ]
    const found = new Map(
      [...Map.groupBy(spots, ({ bounty }) => bounty)].map(([bounty, all]) => [bounty, [...new Set(all.map(({ key }) => key))]]),
    )
    spotsIn.set(bundle, found)
    return found
  }
  const spots = (): Spots => {
    const all = new Map<BountyId, { readonly root: Agreement; readonly node: Hex }[]>()
    for (const id of bounties.bundled()) {
      const bundle = bounties.bundle(id)
      if (bundle === null) continue
      for (const [bounty, nodes] of spotsOf(id, bundle))
        all.set(bounty, [...(all.get(bounty) ?? []), ...nodes.map((one) => ({ root: bundle.agreement, node: one }))])
    }
    return all
  }
  /** At the top of a pyramid nothing carries a planned split: there only splits that were added are taken in. */
  const splitsAt = (at: Hex, isTop: boolean, value: DealPlanValue): BundleSplit[] =>
    bountyPlanSchema.parse(value.plan).splits.flatMap(({ way, split, leaves, signature }) =>
      isTop && (way[0]?.split ?? split) === 0
        ? []
        : [
            {
              node: way.reduce((key, step) => leafKeyOf(key, step.split, step.index), at),
              split,
              leaves: leaves.map((leaf) => ({ ...leaf, terms: termsInDeals(node.spaces, leaf.agreement) })),
              signature,
            },
          ],
    )

  return () => {
    const told = node.spaces.deals().flatMap((space) => toldIn(space, escrow))
    if (told.length === 0 && taken.size === 0) return false
    const standing = spots()
    const now = new Map<string, { readonly value: DealPlanValue; readonly root: Agreement; readonly at: Hex }>()
    for (const { name, value } of told) {
      const known = standing.get(value.bounty) ?? []
      // What the chain holds money for is a top, also where nothing else of it is here.
      const tops =
        known.length === 0 && bounties.isFunded(value.bounty)
          ? [{ root: bountyPlanSchema.parse(value.plan).agreement, node: value.bounty as Hex }]
          : known
      for (const { root, node: at } of tops) now.set(`${name}/${at}`, { value, root, at })
    }
    const gone = [...taken.keys()].filter((source) => !now.has(source))
    for (const source of gone) {
      bounties.takeBack(source)
      taken.delete(source)
    }
    const fresh = [...now].filter(([source, { value }]) => taken.get(source) !== value)
    for (const [source, { value, root, at }] of fresh) {
      const splits = splitsAt(at, at === value.bounty, value)
      if (splits.length > 0) bounties.hand(source, { v: 1, agreement: root, terms: null, splits })
      taken.set(source, value)
    }
    return gone.length + fresh.length > 0
  }
}
