import { currentMembers } from '@daomesh/governance'
import { type Address, memberKinds, seatIn } from '@daomesh/protocol'
import type { DaoSpace } from '../spaces/space.ts'

/** Whether an account can put something to the vote in a DAO: by a seat of its own, or through a DAO where no key has one (governance J12, J21). */
export const mayPropose = (account: Address, space: DaoSpace): boolean => {
  const view = space.view()
  if (view.members?.has(account) === true) return true
  if (seatIn(view, account) === null) return false
  return currentMembers(space.chainState()).every(
    ({ account: member, kind }) => kind === memberKinds.contract || view.members?.has(member) !== true,
  )
}
