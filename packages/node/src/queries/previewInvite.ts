import { lobbySpaceOf, parseInvite } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

/** Reads an invite without joining. @throws DaomeshError `INVITE_MALFORMED`, `INVITE_VERSION`, `INVITE_EXPIRED`. */
export const previewInvite = (node: NodeContext, { invite: text }: { readonly invite: string }) => {
  const invite = parseInvite(text, node.adapters.clock.now())
  return {
    name: invite.name,
    chainId: invite.chain.chainId.toString(),
    expires: invite.expires,
    peers: [...invite.peers],
    joined: node.spaces.find(lobbySpaceOf(invite.chain, invite.secret)) !== undefined,
  }
}
