import { daoSpaceOf, type DealSide } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type DaoSpace, type DealSpace, isDao } from '../spaces/space.ts'

/** The DAO of a side, where this node's account has a seat in it and can read and write both it and the deal. */
export const ownDaoIn = (node: NodeContext, deal: DealSpace, side: DealSide): DaoSpace | null => {
  const { [side]: party, chain } = deal.record.opening
  const account = node.account.current()
  if (party.kind !== 'dao' || account === null || !deal.unlocked() || !deal.sidesOf(account).has(side)) return null
  const space = node.spaces.find(daoSpaceOf(chain, party.dao))
  const isOpen = space !== undefined && isDao(space) && space.unlocked() && space.chainState().founded
  return isOpen && space.view().members?.has(account) === true ? space : null
}
