import { wasMember } from '@daomesh/governance'
import { type Address, seatIn } from '@daomesh/protocol'
import { isDao, type Space } from '../spaces/space.ts'

/** Whether an account was a member of the DAO whose space this is, and is none any more: removed, replaced, or gone with its part. */
export const hasLeft = (space: Space, account: Address): boolean =>
  isDao(space) && seatIn(space.view(), account) === null && wasMember(space.chainState(), account)
