import { wasMember } from '@daomesh/governance'
import { seatIn } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { standing } from '../../contract/shapes.ts'
import type { DaoSpace } from '../../spaces/space.ts'

/**
 * How this node's account stands in a DAO, as far as this node knows. `waiting`: the chain as read here does not seat it. `chainBehind`: this node has
 * not read the chain, or it does not answer. `peersBehind`: a member by the chain, but the members met so far do not see that yet.
 */
export type Standing = z.output<typeof standing>

const refusals: Readonly<Record<string, Standing>> = { INVITE_EXPIRED: 'inviteExpired', INVITE_REVOKED: 'inviteRevoked' }

export const readStanding = (
  { account, reach, chainView }: Pick<NodeContext, 'account' | 'reach' | 'chainView'>,
  space: DaoSpace,
): Standing => {
  const self = account.current()
  const verdict = reach.book.refusalIn(space.id)
  if (self !== null && seatIn(space.view(), self) !== null)
    return !space.unlocked() && reach.book.isUnknownIn(space.id) ? 'peersBehind' : 'member'
  if (wasMember(space.chainState(), self)) return 'removed'
  if (chainView.state() !== 'online' || space.facts.cursor() === null) return 'chainBehind'
  return (verdict === null ? undefined : refusals[verdict]) ?? 'waiting'
}
