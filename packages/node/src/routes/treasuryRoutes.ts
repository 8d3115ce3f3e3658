import { allowTribute } from '../commands/treasury/allowTribute.ts'
import { depositToken } from '../commands/treasury/depositToken.ts'
import { listToken } from '../commands/treasury/listToken.ts'
import { offerTribute } from '../commands/treasury/offerTribute.ts'
import { unlistToken } from '../commands/treasury/unlistToken.ts'
import type { NodeContext } from '../context.ts'
import { readOwnHoldings, readTreasury } from '../queries/treasury/readTreasury.ts'
import { sendCall } from '../queries/treasury/sendCall.ts'
import type { Implementer, Once } from './implementer.ts'

/** The treasury and its tokens, one line per procedure. */
export const treasuryRoutes = (node: NodeContext, { treasury }: Implementer, once: Once) => ({
  get: treasury.get.handler(({ input }) => readTreasury(node, input)),
  mine: treasury.mine.handler(({ input }) => readOwnHoldings(node, input)),
  deposit: treasury.deposit.handler(({ input }) => once('treasury.deposit', input, () => depositToken(node, input))),
  list: treasury.list.handler(({ input }) => once('treasury.list', input, (keep) => listToken(node, input, keep))),
  unlist: treasury.unlist.handler(({ input }) => once('treasury.unlist', input, (keep) => unlistToken(node, input, keep))),
  tribute: treasury.tribute.handler(({ input }) => once('treasury.tribute', input, (keep) => offerTribute(node, input, keep))),
  allow: treasury.allow.handler(({ input }) => once('treasury.allow', input, () => allowTribute(node, input))),
  sendCall: treasury.sendCall.handler(({ input }) => sendCall(node, input)),
})
