import { leafKeyOf, listProposals, plannedSplitDigest, plannedSplitOf } from '@daomesh/governance'
import { type Address, bountyIdOf, type Hex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { placeOf } from '../nested/shownProposals.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { BundleSplit } from './bountyBundle.ts'
import type { KnownBounty } from './createBountyDesk.ts'
import type { Plan } from './storedPlan.ts'
import { termsInDeals } from './termsInDeals.ts'

/** What a DAO was asked to plan, by the digest that its members sign. */
const plansOf = (node: NodeContext, dao: Address): ReadonlyMap<Hex, Plan> => {
  const space = node.spaces.daos().find(({ record }) => record.dao === dao)
  if (space === undefined) return new Map()
  const rows = listProposals(space.registers(), space.chainState(), presentOf(node, space))
  return new Map(
    rows.flatMap((row) => {
      const planned = plannedSplitOf(placeOf(space), row.decision, row.content)
      if (planned === null) return []
      const leaves = planned.question.parts.map((part) => ({ ...part, terms: termsInDeals(node.spaces, part.agreement) }))
      return [[planned.digest, { agreement: planned.question.agreement, leaves, signature: '0x' as Hex }] as const]
    }),
  )
}

/**
 * Splits that leaves of this account and its DAOs carry, of which this node knows the parts because they were planned here: by the members of the DAO, or by a
 * consent that was signed on this device. Their digest says that they are the ones.
 */
export const ownPlans = (node: NodeContext, { bundle }: KnownBounty, accounts: ReadonlySet<Address>): readonly BundleSplit[] => {
  const place = { chainId: node.bounties.chainId, escrow: node.bounties.escrow }
  const known = new Set(bundle.splits.flatMap(({ node: owner, split }) => (split === 0 ? [owner] : [])))
  return bundle.splits.flatMap(({ node: owner, split, leaves }) =>
    leaves.flatMap(({ agreement, planned }, index): BundleSplit[] => {
      const key = leafKeyOf(owner, split, index)
      if (planned === null || known.has(key) || !accounts.has(agreement.hunter)) return []
      const digest = plannedSplitDigest(place, bountyIdOf(place.chainId, place.escrow, agreement), planned)
      const plan = node.bounties.planned(digest) ?? plansOf(node, agreement.hunter).get(digest)
      return plan === undefined ? [] : [{ node: key, split: 0, leaves: [...plan.leaves], signature: plan.signature }]
    }),
  )
}
