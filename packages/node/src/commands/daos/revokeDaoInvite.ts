import { inviteStateOf } from '@daomesh/governance'
import { DaomeshError, type InviteId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type DaoInviteAnswer, listDaoInvites } from '../../queries/daos/listDaoInvites.ts'

export type RevokeDaoInviteParameters = { readonly space: SpaceId; readonly invite: InviteId }

/**
 * Closes an invite to a DAO for good: members tell whoever still shows it. Whoever is a member enters all the same.
 * @throws DaomeshError `INPUT_INVALID` where no record gives this invite, `MEMBERSHIP_REFUSED`.
 */
export const revokeDaoInvite = async (node: NodeContext, { space: id, invite }: RevokeDaoInviteParameters): Promise<DaoInviteAnswer[]> => {
  const space = node.spaces.dao(id)
  const state = inviteStateOf(space.registers(), invite, node.adapters.clock.now())
  if (state === null) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'invite', reason: 'no such invite here' } })
  if (state !== 'revoked') await space.append('invite.revoke', { invite })
  return listDaoInvites(node, { space: id })
}
