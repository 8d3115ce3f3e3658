import type { NodeContext } from '../../context.ts'
import { type Petname, petnameKey } from '../../petnames/petname.ts'
import type { Keep } from '../../requests/createRequests.ts'

type Forgotten = Pick<Petname, 'account'>

/** Takes the name back that an account was given; one that has none stays without. */
export const forgetPetname = (node: Pick<NodeContext, 'meta' | 'changes'>, { account }: Forgotten, keep: Keep<Forgotten>): Forgotten => {
  node.meta.setAll([[petnameKey(account), null], keep({ account })])
  node.changes.mark('petnames')
  return { account }
}
