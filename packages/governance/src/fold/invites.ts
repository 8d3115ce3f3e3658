import type { Step } from './context.ts'
import { earliestOrder, keys } from './keys.ts'
import { accepted, write } from './verdicts.ts'

/** A member gives out an invite. The first record of an id stands: nobody lengthens the invite of another. */
export const openInvite: Step<'invite.open'> = (_context, entry, { invite, expires }) =>
  accepted([write(keys.invite(invite), earliestOrder(entry.depth), { invite, by: entry.author.member, expires })])

/** Closes an invite for good, whoever gave it. Any member may: they know each other, and a new one costs nothing. */
export const revokeDaoInvite: Step<'invite.revoke'> = (_context, entry, { invite }) =>
  accepted([write(keys.inviteRevoked(invite), earliestOrder(entry.depth), { by: entry.author.member })])
