import { genesisProblems, keys } from '@daomesh/governance'
import { type Address, DaomeshError, type Genesis, genesisHashOf, memberKinds, type Rules, type SpaceId, to0x } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { drawOnce } from '../requests/drawOnce.ts'
import { type LobbyAnswer, readLobby } from '../queries/readLobby.ts'
import { cosignGenesis } from './cosignGenesis.ts'

export type ProposeGenesisParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly members: readonly { readonly account: Address; readonly power: string; readonly shares: string }[]
  readonly rules: Rules
}

/**
 * Proposes the founding: who is in with what power and shares, and the rules. Its proposer signs it at once. The salt belongs to the request, so a
 * retry proposes the same terms and only signs what is not signed yet.
 * @throws DaomeshError `INPUT_INVALID` naming what the contract would refuse.
 */
export const proposeGenesis = async (
  node: NodeContext,
  { requestId, space: id, members, rules }: ProposeGenesisParameters,
): Promise<LobbyAnswer> => {
  const { random, chain } = node.adapters
  const space = node.spaces.lobby(id)
  const { identity, factory } = chain.client.profile
  const genesis: Genesis = {
    chainId: identity.chainId,
    chainGenesis: identity.genesisHash,
    name: space.record.name,
    members: members
      .map(({ account, power, shares }) => ({ account, kind: memberKinds.key, power: BigInt(power), shares: BigInt(shares) }))
      .sort((a, b) => (a.account < b.account ? -1 : 1)),
    rules,
    salt: to0x(drawOnce({ meta: node.meta, random }, requestId, 32)),
  }
  const [problem] = genesisProblems(genesis)
  if (problem !== undefined) throw new DaomeshError('INPUT_INVALID', { meta: { reason: problem.key, ...problem.params } })
  const genesisHash = genesisHashOf(genesis)
  if (space.registers().get(keys.genesis(factory, genesisHash)) === undefined) await space.append('lobby.propose', { factory, genesis })
  await cosignGenesis(node, { space: id, genesisHash })
  return readLobby(node, id)
}
