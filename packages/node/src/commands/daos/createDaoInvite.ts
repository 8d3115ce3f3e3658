import { encodeInvite, inviteId, type SpaceId, toHex } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type DaoInviteAnswer, daoInviteOf } from '../../queries/daos/listDaoInvites.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { drawOnce } from '../../requests/drawOnce.ts'

export type CreateDaoInviteParameters = { readonly requestId: string; readonly space: SpaceId; readonly expiresInHours: number }

/**
 * Gives out an invite to a DAO: what a newcomer, or another device of a member, needs to open its space and find somebody. It lets nobody in who is no
 * member. A record says that it was given, so that every member sees it and can close it.
 * @throws DaomeshError `MEMBERSHIP_REFUSED`, `KEY_MISSING`, `STORAGE_FAILED`.
 */
export const createDaoInvite = async (
  node: NodeContext,
  { requestId, space: id, expiresInHours }: CreateDaoInviteParameters,
  keep: Keep<DaoInviteAnswer>,
): Promise<DaoInviteAnswer> => {
  const { random, clock } = node.adapters
  const space = node.spaces.dao(id)
  const invite = inviteId.parse(toHex(drawOnce({ meta: node.meta, random }, requestId, 16)))
  const expires = Math.floor(clock.now()) + expiresInHours * 3_600_000
  const by = node.account.required()
  const answer = { invite, by, name: null, expires, state: 'open' as const, link: encodeInvite(daoInviteOf(node, space, invite, expires)) }
  await space.append('invite.open', { invite, expires }, { meta: () => [keep(answer)] })
  return answer
}
