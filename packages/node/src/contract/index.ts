import { bountiesContract } from './bounties.ts'
import { bountyPlansContract } from './bountyPlans.ts'
import { bountyPreviewContract } from './bountyPreview.ts'
import { bountyPyramidContract } from './bountyPyramid.ts'
import { budgetsContract } from './budgets.ts'
import { confederationsContract } from './confederations.ts'
import { dealsContract } from './deals.ts'
import { devicesContract } from './devices.ts'
import { chainContract, networkContract, nodeContract } from './node.ts'
import { draftsContract } from './drafts.ts'
import { filesContract } from './files.ts'
import { marketContract } from './market.ts'
import { mergersContract } from './mergers.ts'
import { listingsContract } from './listings.ts'
import { meshContract } from './mesh.ts'
import { ballotsContract, commentsContract, proposalsContract } from './proposals.ts'
import { incomeContract } from './income.ts'
import { partnershipsContract } from './partnerships.ts'
import { petnamesContract } from './petnames.ts'
import { pollsContract } from './polls.ts'
import { roundsContract } from './rounds.ts'
import { searchContract } from './search.ts'
import { spinOffsContract } from './spinOffs.ts'
import { treasuryContract } from './treasury.ts'
import { daosContract, lobbiesContract } from './spaces.ts'

/** The one typed API of a member node: desktop, browser and command line all speak it, over MessagePort or a loopback WebSocket. */
export const contract = {
  node: nodeContract,
  chain: chainContract,
  network: networkContract,
  devices: devicesContract,
  petnames: petnamesContract,
  lobbies: lobbiesContract,
  daos: daosContract,
  income: incomeContract,
  treasury: treasuryContract,
  drafts: draftsContract,
  proposals: proposalsContract,
  comments: commentsContract,
  ballots: ballotsContract,
  polls: pollsContract,
  budgets: budgetsContract,
  files: filesContract,
  deals: dealsContract,
  partnerships: partnershipsContract,
  mergers: mergersContract,
  spinOffs: spinOffsContract,
  market: marketContract,
  listings: listingsContract,
  rounds: roundsContract,
  confederations: confederationsContract,
  bounties: { ...bountiesContract, ...bountyPlansContract, ...bountyPreviewContract, ...bountyPyramidContract },
  mesh: meshContract,
  search: searchContract,
}

export type NodeContract = typeof contract

export * from './audit.ts'
export * from './budgets.ts'
export * from './deals.ts'
export * from './devices.ts'
export * from './diagnosis.ts'
export * from './drafts.ts'
export * from './files.ts'
export * from './findings.ts'
export * from './oneRowPerPerson.ts'
export * from './income.ts'
export * from './listings.ts'
export * from './market.ts'
export * from './mergers.ts'
export * from './mesh.ts'
export * from './node.ts'
export * from './partnerships.ts'
export * from './polls.ts'
export * from './proposals.ts'
export * from './rewards.ts'
export * from './shapes.ts'
export * from './spaces.ts'
export * from './spinOffs.ts'
export * from './treasury.ts'
