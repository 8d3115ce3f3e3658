import { invitesOf, nameOf } from '@daomesh/governance'
import { type DaoInvite, encodeInvite, type InviteId, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { daoInviteShape } from '../../contract/spaces.ts'
import { inviteAddresses } from '../../reach/inviteAddresses.ts'
import type { DaoSpace } from '../../spaces/space.ts'

export type DaoInviteAnswer = z.input<typeof daoInviteShape>

/** An invite as this node gives it: with this node's own addresses, whoever opened it. */
export const daoInviteOf = (
  { reach }: Pick<NodeContext, 'reach'>,
  { record }: Pick<DaoSpace, 'record'>,
  invite: InviteId,
  expires: number,
): DaoInvite => ({ kind: 'dao', invite, dao: record.dao, genesis: record.genesis, peers: inviteAddresses(reach), expires })

/** The invites of a DAO that members gave out; the link where it still stands. */
export const listDaoInvites = (node: NodeContext, { space: id }: { readonly space: SpaceId }): DaoInviteAnswer[] => {
  const space = node.spaces.dao(id)
  const registers = space.registers()
  return invitesOf(registers, node.adapters.clock.now()).map(({ invite, by, expires, state }) => ({
    invite,
    by,
    name: nameOf(registers, by),
    expires,
    state,
    link: state === 'open' ? encodeInvite(daoInviteOf(node, space, invite, expires)) : null,
  }))
}
