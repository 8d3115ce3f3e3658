import type { NodeContext } from '../context.ts'
import { findEverywhere } from '../queries/search/findEverywhere.ts'
import type { Implementer } from './implementer.ts'

/** Search, one line per procedure. */
export const searchRoutes = (node: NodeContext, { search }: Implementer) => ({
  find: search.find.handler(({ input }) => findEverywhere(node, input)),
})
