import { keys } from '@daomesh/governance'
import { type Address, DaomeshError, daoSpaceOf, seatIn, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type LobbyAnswer, readLobby } from '../../queries/lobbies/readLobby.ts'
import { isDao } from '../../spaces/space.ts'

export type BringDaoParameters = { readonly space: SpaceId; readonly dao: Address }

/**
 * Says in a lobby that a DAO which this node's account is in, by a seat or through another one, is to be a founder. Its members are asked as soon as a founding names it.
 * @throws DaomeshError `INPUT_INVALID` for a DAO that is not on the chain, or that this account is not in.
 */
export const bringDao = async (node: NodeContext, { space: id, dao }: BringDaoParameters): Promise<LobbyAnswer> => {
  const lobby = node.spaces.lobby(id)
  const account = node.account.required()
  const space = node.spaces.find(daoSpaceOf(lobby.record.chain, dao))
  if (space === undefined || !isDao(space) || !space.chainState().founded || seatIn(space.view(), account) === null)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'dao', dao, reason: 'no DAO on the chain that this account is in' } })
  if (lobby.registers().get(keys.broughtDao(dao, account)) === undefined) await lobby.append('lobby.bring', { dao })
  return readLobby(node, id)
}
