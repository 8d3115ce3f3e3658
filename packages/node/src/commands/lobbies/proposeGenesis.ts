import { genesisProblems, keys } from '@daomesh/governance'
import { type Address, DaomeshError, type Genesis, genesisHashOf, memberKinds, type Rules, type SpaceId, to0x } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { drawOnce } from '../../requests/drawOnce.ts'
import { ownSeats } from '../../joining/ownSeats.ts'
import { readChainState } from '../../nested/readChainState.ts'
import { type LobbyAnswer, readLobby } from '../../queries/lobbies/readLobby.ts'
import { cosignGenesis } from './cosignGenesis.ts'

export type ProposeGenesisParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly members: readonly {
    readonly account: Address
    readonly power: string
    readonly shares: string
    readonly kind?: 'key' | 'contract' | undefined
  }[]
  readonly rules: Rules
}

/** Whose ballots will never be counted must not become a founder: only a DAO on the chain signs as one. */
const checkDaos = async (node: NodeContext, { members }: Genesis): Promise<void> => {
  for (const { account, kind } of members)
    if (kind === memberKinds.contract && (await readChainState(node.adapters.chain.client, account)) === null)
      throw new DaomeshError('INPUT_INVALID', { meta: { field: 'members', account, reason: 'no DAO stands at this address' } })
}

/**
 * Proposes the founding: who is in with what power and shares, and the rules. A proposer who is in it signs it at once; DAOs in it sign by their members. The salt belongs to the request, so a
 * retry proposes the same terms and only signs what is not signed yet.
 * @throws DaomeshError `INPUT_INVALID` naming what the contract would refuse, or a contract that is no DAO; `LOBBY_ACCOUNT` where neither this account nor a DAO
 *   of it is in; `CHAIN_UNREACHABLE` for DAOs.
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
      .map(({ account, power, shares, kind = 'key' }) => ({
        account,
        kind: memberKinds[kind],
        power: BigInt(power),
        shares: BigInt(shares),
      }))
      .sort((a, b) => (a.account < b.account ? -1 : 1)),
    rules,
    salt: to0x(drawOnce({ meta: node.meta, random }, requestId, 32)),
  }
  await checkDaos(node, genesis)
  const account = node.account.required()
  const signs = genesis.members.some((member) => member.account === account)
  const seats = ownSeats(account, node.spaces.daos())
  if (!genesis.members.some((member) => seats.has(member.account))) throw new DaomeshError('LOBBY_ACCOUNT', { meta: { account } })
  const [problem] = genesisProblems(genesis)
  if (problem !== undefined) throw new DaomeshError('INPUT_INVALID', { meta: { reason: problem.key, ...problem.params } })
  const genesisHash = genesisHashOf(genesis)
  if (space.registers().get(keys.genesis(factory, genesisHash, account)) === undefined)
    await space.append('lobby.propose', { factory, genesis })
  if (signs) await cosignGenesis(node, { space: id, genesisHash })
  return readLobby(node, id)
}
