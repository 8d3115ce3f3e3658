import { acceptOffer } from '../commands/deals/acceptOffer.ts'
import { declineOffer } from '../commands/deals/declineOffer.ts'
import { enterDeal } from '../commands/deals/enterDeal.ts'
import { giveReward } from '../commands/deals/giveReward.ts'
import { makeOffer } from '../commands/deals/makeOffer.ts'
import { openDeal } from '../commands/deals/openDeal.ts'
import { signOffer } from '../commands/deals/signOffer.ts'
import { fundOffer } from '../commands/deals/fundOffer.ts'
import { withdrawOffer } from '../commands/deals/withdrawOffer.ts'
import type { NodeContext } from '../context.ts'
import { listDeals, readDeal, readDealLink } from '../queries/deals/readDeal.ts'
import type { Implementer, Once } from './implementer.ts'

/** Deals, one line per procedure. */
export const dealRoutes = (node: NodeContext, { deals }: Implementer, once: Once) => ({
  list: deals.list.handler(() => listDeals(node)),
  get: deals.get.handler(({ input }) => readDeal(node, input)),
  open: deals.open.handler(({ input }) => once('deals.open', input, () => openDeal(node, input))),
  enter: deals.enter.handler(({ input }) => once('deals.enter', input, () => enterDeal(node, input))),
  link: deals.link.handler(({ input }) => readDealLink(node, input)),
  offer: deals.offer.handler(({ input }) => once('deals.offer', input, (keep) => makeOffer(node, input, keep))),
  withdraw: deals.withdraw.handler(({ input }) => once('deals.withdraw', input, (keep) => withdrawOffer(node, input, keep))),
  decline: deals.decline.handler(({ input }) => once('deals.decline', input, (keep) => declineOffer(node, input, keep))),
  accept: deals.accept.handler(({ input }) => once('deals.accept', input, (keep) => acceptOffer(node, input, keep))),
  fund: deals.fund.handler(({ input }) => once('deals.fund', input, (keep) => fundOffer(node, input, keep))),
  giveReward: deals.giveReward.handler(({ input }) => once('deals.giveReward', input, () => giveReward(node, input))),
  sign: deals.sign.handler(({ input }) => once('deals.sign', input, (keep) => signOffer(node, input, keep))),
})
