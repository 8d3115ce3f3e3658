import { predictDaoAddress } from '@daomesh/chain'
import {
  accountOfParty,
  type Address,
  type ChainIdentity,
  DaomeshError,
  type DealOpening,
  type DealSide,
  dealSides,
  daoSpaceOf,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { isDao } from '../spaces/space.ts'
import { escrowOf } from './escrowOf.ts'

type Node = Pick<NodeContext, 'adapters' | 'spaces' | 'account'>

/**
 * That a deal is of this node's chain and contracts, and that each DAO in it stands at the address of its genesis.
 * @throws DaomeshError `DEAL_CHAIN`, `DEAL_MALFORMED`.
 */
export const checkOpening = ({ adapters }: Pick<Node, 'adapters'>, opening: DealOpening): void => {
  const { profile } = adapters.chain.client
  const { chainId, genesisHash } = profile.identity
  if (opening.chain.chainId !== chainId || opening.chain.genesisHash !== genesisHash)
    throw new DaomeshError('DEAL_CHAIN', { meta: { chainId: opening.chain.chainId.toString() } })
  if (opening.escrow !== escrowOf()) throw new DaomeshError('DEAL_CHAIN', { meta: { escrow: opening.escrow } })
  for (const side of dealSides) {
    const party = opening[side]
    if (party.kind === 'person') continue
    if (party.factory !== profile.factory) throw new DaomeshError('DEAL_CHAIN', { meta: { factory: party.factory } })
    if (predictDaoAddress(party.factory, party.genesis) !== party.dao)
      throw new DaomeshError('DEAL_MALFORMED', { meta: { reason: 'the address is not that of this founding', dao: party.dao } })
  }
}

/** Whether an account is this node's own, or that of a DAO in which it has a seat. */
export const isOurs = ({ spaces, account }: Pick<Node, 'spaces' | 'account'>, chain: ChainIdentity, party: Address): boolean => {
  const self = account.current()
  if (self === null) return false
  if (party === self) return true
  const dao = spaces.find(daoSpaceOf(chain, party))
  return dao !== undefined && isDao(dao) && dao.view().members?.has(self) === true
}

/** The sides that this node's account belongs to, as a person or by a DAO of this node. */
export const ownSides = (node: Node, opening: DealOpening): readonly DealSide[] =>
  dealSides.filter((side) => isOurs(node, opening.chain, accountOfParty(opening[side])))
