import { followApprovals } from './bounties/followApprovals.ts'
import { followBounties } from './bounties/followBounties.ts'
import { followPlaces } from './bounties/followPlaces.ts'
import { followPeriodicBudgets } from './budgets/followPeriodicBudgets.ts'
import { followHead } from './chain/followHead.ts'
import type { NodeContext } from './context.ts'
import { followAgreements } from './deals/followAgreements.ts'
import { followDeals } from './deals/followDeals.ts'
import { followFoundings } from './founding/followFoundings.ts'
import { followUnlinks } from './identity/followUnlinks.ts'
import { renewLinks } from './identity/renewLinks.ts'
import { followJoins } from './joining/followJoins.ts'
import { followMergers } from './mergers/followMergers.ts'
import { followQuestions } from './nested/followQuestions.ts'
import { followParcels } from './parcels/followParcels.ts'
import { followPartnerships } from './partnerships/followPartnerships.ts'
import { followPlans } from './pyramids/followPlans.ts'
import { followRecords } from './records/followRecords.ts'
import { followRewards } from './rewards/followRewards.ts'
import { followRounds } from './rounds/followRounds.ts'
import { followRulings } from './rulings/followRulings.ts'
import { followSales } from './sales/followSales.ts'
import { followSpinOffs } from './spinOffs/followSpinOffs.ts'

/** Begins all that a node does by itself after a change. @returns how to end it. */
export const followAll = (node: NodeContext): (() => void) => {
  const { signer, clock, logger } = node.adapters
  const stops = [
    followHead,
    followFoundings,
    followQuestions,
    followJoins,
    followDeals,
    followParcels,
    followAgreements,
    followPartnerships,
    followMergers,
    followSpinOffs,
    followRewards,
    followRulings,
    followBounties,
    followApprovals,
    followPlaces,
    followPlans,
    followRounds,
    followSales,
    followUnlinks,
    followRecords,
    followPeriodicBudgets,
  ].map((follow) => follow(node))
  const stopRenewal = renewLinks({
    links: node.links,
    account: node.account,
    signer,
    clock,
    logger,
    chains: () => node.spaces.all().map(({ record }) => record.chain.chainId),
  })
  const stopSigner = signer.onChange(() => {
    node.changes.mark('signer', 'status')
    void node.queue.nudge()
  })
  return () => {
    stopSigner()
    for (const stop of stops) stop()
    stopRenewal()
  }
}
