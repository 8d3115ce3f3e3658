import { currentMembers, nameOf } from '@daomesh/governance'
import { daoSpaceOf } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'

/**
 * Opens the space of a DAO that promised this node's side power, as soon as that side has a seat there: its genesis stands in the deal, and whom one meets
 * there brings the records. Its members read there, or who belongs to a DAO that is one.
 */
export const openIssuer = async (node: NodeContext, deal: DealSpace): Promise<void> => {
  const { opening, chain, displayName } = deal.record
  const { issuer } = opening
  const account = node.account.current()
  const state = deal.states().issuer
  if (issuer.kind !== 'dao' || account === null || state === null || !deal.sidesOf(account).has('hunter')) return
  const space = daoSpaceOf(chain, issuer.dao)
  if (node.spaces.find(space) !== undefined) return
  const hunter = opening.hunter.kind === 'person' ? opening.hunter.account : opening.hunter.dao
  if (!currentMembers(state).some((seat) => seat.account === hunter && seat.power > 0n)) return
  const name = nameOf(deal.registers(), account) ?? displayName
  const { dao, factory, genesis } = issuer
  await node.spaces.add({ type: 'dao', space, chain, lobby: null, dao, factory, genesis, proposer: false, displayName: name })
  node.reach.spaceAdded(space)
}
