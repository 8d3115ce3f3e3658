import { acceptPartnership, declinePartnership, withdrawPartnership } from '../commands/partnerships/answerPartnership.ts'
import { enactPartnership } from '../commands/partnerships/enactPartnership.ts'
import { offerPartnership } from '../commands/partnerships/offerPartnership.ts'
import { openPartnership } from '../commands/partnerships/openPartnership.ts'
import type { NodeContext } from '../context.ts'
import { listPartnerships, readPartnership } from '../queries/partnerships/readPartnership.ts'
import type { Implementer, Once } from './implementer.ts'

/** Partnerships, one line per procedure. */
export const partnershipRoutes = (node: NodeContext, { partnerships }: Implementer, once: Once) => ({
  list: partnerships.list.handler(() => listPartnerships(node)),
  get: partnerships.get.handler(({ input }) => readPartnership(node, input)),
  open: partnerships.open.handler(({ input }) => once('partnerships.open', input, () => openPartnership(node, input))),
  offer: partnerships.offer.handler(({ input }) => once('partnerships.offer', input, (keep) => offerPartnership(node, input, keep))),
  accept: partnerships.accept.handler(({ input }) => once('partnerships.accept', input, (keep) => acceptPartnership(node, input, keep))),
  decline: partnerships.decline.handler(({ input }) =>
    once('partnerships.decline', input, (keep) => declinePartnership(node, input, keep)),
  ),
  withdraw: partnerships.withdraw.handler(({ input }) =>
    once('partnerships.withdraw', input, (keep) => withdrawPartnership(node, input, keep)),
  ),
  enact: partnerships.enact.handler(({ input }) => once('partnerships.enact', input, () => enactPartnership(node, input))),
})
