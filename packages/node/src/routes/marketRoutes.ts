import { bondInMarket } from '../commands/market/bondInMarket.ts'
import { joinMarket, leaveMarket } from '../commands/market/joinMarket.ts'
import { postToMarket } from '../commands/market/postToMarket.ts'
import { closePost, revisePost } from '../commands/market/revisePost.ts'
import { unbondFromMarket } from '../commands/market/unbondFromMarket.ts'
import { withdrawBond } from '../commands/market/withdrawBond.ts'
import type { NodeContext } from '../context.ts'
import { readDaoCard } from '../queries/market/readDaoCard.ts'
import { readOwnBond } from '../queries/market/readOwnBond.ts'
import { readPost } from '../queries/market/readPost.ts'
import { readMarket, searchMarket } from '../queries/market/searchMarket.ts'
import type { Implementer, Once } from './implementer.ts'

/** The market, one line per procedure. */
export const marketRoutes = (node: NodeContext, { market }: Implementer, once: Once) => ({
  status: market.status.handler(() => readMarket(node)),
  search: market.search.handler(({ input }) => searchMarket(node, input)),
  get: market.get.handler(({ input }) => readPost(node, input)),
  daoCard: market.daoCard.handler(({ input }) => readDaoCard(node, input)),
  join: market.join.handler(({ input }) => once('market.join', input, () => joinMarket(node))),
  leave: market.leave.handler(({ input }) => once('market.leave', input, () => leaveMarket(node))),
  post: market.post.handler(({ input }) => once('market.post', input, (keep) => postToMarket(node, input, keep))),
  revise: market.revise.handler(({ input }) => once('market.revise', input, (keep) => revisePost(node, input, keep))),
  ownBond: market.ownBond.handler(() => readOwnBond(node)),
  bond: market.bond.handler(({ input }) => once('market.bond', input, () => bondInMarket(node, input))),
  unbond: market.unbond.handler(({ input }) => once('market.unbond', input, () => unbondFromMarket(node, input))),
  withdrawBond: market.withdrawBond.handler(({ input }) => once('market.withdrawBond', input, () => withdrawBond(node, input))),
  close: market.close.handler(({ input }) => once('market.close', input, (keep) => closePost(node, input, keep))),
})
