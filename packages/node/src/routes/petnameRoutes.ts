import { forgetPetname } from '../commands/petnames/forgetPetname.ts'
import { givePetname } from '../commands/petnames/givePetname.ts'
import type { NodeContext } from '../context.ts'
import { listPetnames } from '../queries/petnames/listPetnames.ts'
import type { Implementer, Once } from './implementer.ts'

/** Names of one's own for accounts, one line per procedure. */
export const petnameRoutes = (node: NodeContext, { petnames }: Implementer, once: Once) => ({
  list: petnames.list.handler(() => listPetnames(node)),
  give: petnames.give.handler(({ input: { requestId, account, name } }) =>
    once('petnames.give', { requestId, account, name }, (keep) => givePetname(node, { account, name }, keep)),
  ),
  forget: petnames.forget.handler(({ input }) => once('petnames.forget', input, (keep) => forgetPetname(node, input, keep))),
})
