import { predictDaoAddress } from '@daomesh/chain'
import { foundingOf, lobbyState } from '@daomesh/governance'
import { daoSpaceOf } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { ownSeats } from '../joining/ownSeats.ts'
import type { LobbySpace } from '../spaces/space.ts'
import { lobbyParameters } from './lobbyParameters.ts'

/**
 * When everybody in a founding roster has signed, the DAO exists: its address is fixed by the genesis. Opens its space here.
 * @returns whether it is open: then there is nothing to do until the lobby changes.
 */
export const foundWhenComplete = async (
  node: Pick<NodeContext, 'adapters' | 'spaces' | 'account'>,
  lobby: LobbySpace,
): Promise<boolean> => {
  const { chain } = lobby.record
  const account = node.account.current()
  const founding = foundingOf(
    lobbyState(lobby.registers(), lobbyParameters(lobby, node.adapters.verifier)),
    ownSeats(account, node.spaces.daos()),
  )
  if (founding === null) return false
  const dao = predictDaoAddress(founding.factory, founding.genesis)
  const space = daoSpaceOf(chain, dao)
  if (node.spaces.find(space) !== undefined) return true
  await node.spaces.add({
    type: 'dao',
    space,
    chain,
    lobby: lobby.id,
    dao,
    factory: founding.factory,
    genesis: founding.genesis,
    proposer: founding.proposed.some(({ by }) => by === account),
    displayName: lobby.record.displayName,
  })
  return true
}
