import { lobbyState } from '@daomesh/governance'
import { DaomeshError, daomeshDomain, hashTypedData, type Hex, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { lobbyParameters } from '../../founding/lobbyParameters.ts'
import { type LobbyAnswer, readLobby } from '../../queries/lobbies/readLobby.ts'

export type CosignGenesisParameters = { readonly space: SpaceId; readonly genesisHash: Hex }

/**
 * Signs a proposed founding with the member's account. When the last one signs, the DAO exists.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `LOBBY_ACCOUNT`, `SIGNING_REFUSED`, `SIGNING_MISMATCH`.
 */
export const cosignGenesis = async (node: NodeContext, { space: id, genesisHash }: CosignGenesisParameters): Promise<LobbyAnswer> => {
  const space = node.spaces.lobby(id)
  const account = node.account.required()
  const { recoverAccount } = node.adapters.verifier
  const state = lobbyState(space.registers(), lobbyParameters(space, node.adapters.verifier))
  const proposal = state.proposals.find((candidate) => candidate.genesisHash === genesisHash)
  if (proposal === undefined) throw new DaomeshError('PROPOSAL_UNKNOWN', { meta: { genesisHash } })
  if (!proposal.genesis.members.some((member) => member.account === account)) throw new DaomeshError('LOBBY_ACCOUNT', { meta: { account } })
  if (proposal.signed.some(({ member }) => member === account)) return readLobby(node, id)
  const domain = daomeshDomain(space.record.chain.chainId, proposal.factory)
  const names = new Map(state.members.map((member) => [member.account, member.name]))
  const context = {
    title: `Found ${proposal.genesis.name}`,
    lines: proposal.genesis.members.map(
      (member) => `${names.get(member.account) ?? member.account}: power ${member.power}, shares ${member.shares}`,
    ),
  }
  const signature = await node.adapters.signer.sign(account, {
    type: 'typedData',
    domain,
    name: 'Genesis',
    message: proposal.genesis,
    context,
  })
  if (recoverAccount(hashTypedData(domain, 'Genesis', proposal.genesis), signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  await space.append('lobby.cosign', { genesisHash, signature })
  return readLobby(node, id)
}
