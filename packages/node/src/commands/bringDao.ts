import { keys } from '@daomesh/governance'
import { type Address, DaomeshError, daoSpaceOf, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { mayPropose } from '../nested/mayPropose.ts'
import { type LobbyAnswer, readLobby } from '../queries/readLobby.ts'
import { isDao } from '../spaces/space.ts'

export type BringDaoParameters = { readonly space: SpaceId; readonly dao: Address }

/**
 * Says in a lobby that a DAO in which this node's account has a seat, or which is one of DAOs alone and has it through one, is to be a founder. Its members are asked as soon as a founding names it.
 * @throws DaomeshError `INPUT_INVALID` for a DAO that is not on the chain, or in which this account has no seat.
 */
export const bringDao = async (node: NodeContext, { space: id, dao }: BringDaoParameters): Promise<LobbyAnswer> => {
  const lobby = node.spaces.lobby(id)
  const account = node.account.required()
  const space = node.spaces.find(daoSpaceOf(lobby.record.chain, dao))
  if (space === undefined || !isDao(space) || !space.chainState().founded || !mayPropose(account, space))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'dao', dao, reason: 'no DAO on the chain in which this account has a seat' } })
  if (lobby.registers().get(keys.broughtDao(dao, account)) === undefined) await lobby.append('lobby.bring', { dao })
  return readLobby(node, id)
}
