import type { NodeContext } from './context.ts'
import { contract } from './contract/index.ts'
import { ballotRoutes } from './routes/ballotRoutes.ts'
import { bountyRoutes } from './routes/bountyRoutes.ts'
import { budgetRoutes } from './routes/budgetRoutes.ts'
import { chainRoutes } from './routes/chainRoutes.ts'
import { commentRoutes } from './routes/commentRoutes.ts'
import { confederationRoutes } from './routes/confederationRoutes.ts'
import { daoRoutes } from './routes/daoRoutes.ts'
import { dealRoutes } from './routes/dealRoutes.ts'
import { deviceRoutes } from './routes/deviceRoutes.ts'
import { draftRoutes } from './routes/draftRoutes.ts'
import { fileRoutes } from './routes/fileRoutes.ts'
import { createImplementer, createOnce } from './routes/implementer.ts'
import { incomeRoutes } from './routes/incomeRoutes.ts'
import { listingRoutes } from './routes/listingRoutes.ts'
import { lobbyRoutes } from './routes/lobbyRoutes.ts'
import { marketRoutes } from './routes/marketRoutes.ts'
import { mergerRoutes } from './routes/mergerRoutes.ts'
import { meshRoutes } from './routes/meshRoutes.ts'
import { networkRoutes } from './routes/networkRoutes.ts'
import { nodeRoutes } from './routes/nodeRoutes.ts'
import { partnershipRoutes } from './routes/partnershipRoutes.ts'
import { petnameRoutes } from './routes/petnameRoutes.ts'
import { pollRoutes } from './routes/pollRoutes.ts'
import { proposalRoutes } from './routes/proposalRoutes.ts'
import { roundRoutes } from './routes/roundRoutes.ts'
import { searchRoutes } from './routes/searchRoutes.ts'
import { spinOffRoutes } from './routes/spinOffRoutes.ts'
import { treasuryRoutes } from './routes/treasuryRoutes.ts'
import { implement } from '@orpc/server'

/** The API contract over this node: a file of routes per noun, each command in a file of its own. Commands act once per requestId. */
export const createRouter = (node: NodeContext) => {
  const implementer = createImplementer(node)
  const once = createOnce(node)

  return implement(contract).router({
    node: nodeRoutes(node, implementer, once),
    chain: chainRoutes(node, implementer, once),
    network: networkRoutes(node, implementer),
    devices: deviceRoutes(node, implementer, once),
    petnames: petnameRoutes(node, implementer, once),
    lobbies: lobbyRoutes(node, implementer, once),
    daos: daoRoutes(node, implementer, once),
    income: incomeRoutes(node, implementer, once),
    bounties: bountyRoutes(node, implementer, once),
    rounds: roundRoutes(node, implementer, once),
    treasury: treasuryRoutes(node, implementer, once),
    drafts: draftRoutes(node, implementer, once),
    proposals: proposalRoutes(node, implementer, once),
    comments: commentRoutes(node, implementer, once),
    ballots: ballotRoutes(node, implementer, once),
    polls: pollRoutes(node, implementer, once),
    budgets: budgetRoutes(node, implementer, once),
    files: fileRoutes(node, implementer, once),
    deals: dealRoutes(node, implementer, once),
    confederations: confederationRoutes(node, implementer, once),
    partnerships: partnershipRoutes(node, implementer, once),
    mergers: mergerRoutes(node, implementer, once),
    spinOffs: spinOffRoutes(node, implementer, once),
    market: marketRoutes(node, implementer, once),
    listings: listingRoutes(node, implementer, once),
    mesh: meshRoutes(node, implementer),
    search: searchRoutes(node, implementer),
  })
}
export type NodeRouter = ReturnType<typeof createRouter>
