import { claimIncome } from '../commands/income/claimIncome.ts'
import { distributeIncome } from '../commands/income/distributeIncome.ts'
import type { NodeContext } from '../context.ts'
import { readIncome } from '../queries/income/readIncome.ts'
import type { Implementer, Once } from './implementer.ts'

/** Income and its distribution, one line per procedure. */
export const incomeRoutes = (node: NodeContext, { income }: Implementer, once: Once) => ({
  get: income.get.handler(({ input }) => readIncome(node, input)),
  distribute: income.distribute.handler(({ input }) => once('income.distribute', input, () => distributeIncome(node, input))),
  claim: income.claim.handler(({ input }) => once('income.claim', input, () => claimIncome(node, input))),
})
