import type { NodeClient } from '@daomesh/node/client'

type Standing = Awaited<ReturnType<NodeClient['daos']['enter']>>['standing']

const texts: Readonly<Record<Standing, string>> = {
  member: 'a member',
  waiting: 'waiting to be admitted: no decision on the chain has taken you in yet',
  chainBehind: 'waiting: this node has not read the chain yet, which says who the members are',
  peersBehind: 'a member by the chain; the members met so far do not see that on their chain yet',
  removed: 'no member any more',
  inviteExpired: 'waiting; the members say that the invite has expired',
  inviteRevoked: 'waiting; the members say that the invite was revoked',
}

export const standingText = (standing: Standing): string => texts[standing]
