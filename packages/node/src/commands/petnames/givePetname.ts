import { utf8 } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type Petname, petnameKey } from '../../petnames/petname.ts'
import type { Keep } from '../../requests/createRequests.ts'

/** Gives an account a name of one's own choosing: it stays on this machine, and stands before the one that its bearer chose. */
export const givePetname = (node: Pick<NodeContext, 'meta' | 'changes'>, given: Petname, keep: Keep<Petname>): Petname => {
  node.meta.setAll([[petnameKey(given.account), utf8(given.name)], keep(given)])
  node.changes.mark('petnames')
  return given
}
