import { lobbySpaceOf, parseInvite } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { readDaoInvite } from '../../founding/readDaoInvite.ts'

/** Reads an invite without joining. @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION`, `INVITE_EXPIRED`, for a DAO also `INVITE_CHAIN`. */
export const previewInvite = (node: NodeContext, { invite: text }: { readonly invite: string }) => {
  const invite = parseInvite(text, node.adapters.clock.now())
  const { expires } = invite
  const peers = [...invite.peers]
  if (invite.kind === 'lobby') {
    const space = lobbySpaceOf(invite.chain, invite.secret)
    const chainId = invite.chain.chainId.toString()
    return {
      kind: invite.kind,
      name: invite.name,
      chainId,
      expires,
      peers,
      joined: node.spaces.find(space) !== undefined,
      space,
      dao: null,
      founder: false,
    }
  }
  const { space } = readDaoInvite(node, text)
  const { genesis, dao } = invite
  const account = node.account.current()
  return {
    kind: invite.kind,
    name: genesis.name,
    chainId: genesis.chainId.toString(),
    expires,
    peers,
    joined: node.spaces.find(space) !== undefined,
    space,
    dao,
    founder: genesis.members.some((member) => member.account === account),
  }
}
