import { dismissDamage } from '../commands/node/dismissDamage.ts'
import { dismissRestored } from '../commands/node/dismissRestored.ts'
import { takeBack } from '../commands/node/takeBack.ts'
import type { NodeContext } from '../context.ts'
import { readStatus } from '../queries/node/readStatus.ts'
import type { Implementer, Once } from './implementer.ts'

/** What the node says of itself, one line per procedure. */
export const nodeRoutes = (node: NodeContext, { node: self }: Implementer, once: Once) => ({
  status: self.status.handler(() => readStatus(node)),
  changes: self.changes.handler(({ input, signal }) => node.changes.follow(input.cursor, signal)),
  useAccount: self.useAccount.handler(({ input }) =>
    once('node.useAccount', input, () => ({ account: node.account.choose(input.account) })),
  ),
  dismissDamage: self.dismissDamage.handler(({ input }) => once('node.dismissDamage', input, () => dismissDamage(node))),
  dismissRestored: self.dismissRestored.handler(({ input }) => once('node.dismissRestored', input, () => dismissRestored(node))),
  takeBack: self.takeBack.handler(({ input }) => takeBack(node, input)),
  openSigner: self.openSigner.handler(async () => ({ page: await node.adapters.signer.open() })),
})
