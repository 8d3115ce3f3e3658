import type { InviteId } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { InviteValue } from '../fold/values.ts'
import { type Registers, valueAt, valuesOf } from './registers.ts'

export type DaoInviteState = 'open' | 'expired' | 'revoked'
export type InviteRow = InviteValue & { readonly state: DaoInviteState }

/**
 * How an invite stands at a time in milliseconds since 1970; null where no record here gives it.
 * @example
 * inviteStateOf(registers, inviteId.parse('ab'.repeat(16)), 0) // => null
 */
export const inviteStateOf = (registers: Registers, invite: InviteId, now: number): DaoInviteState | null => {
  if (registers.get(keys.inviteRevoked(invite)) !== undefined) return 'revoked'
  const given = valueAt<InviteValue>(registers, keys.invite(invite))
  if (given === undefined) return null
  return given.expires <= now ? 'expired' : 'open'
}

/**
 * The invites that members gave out, the one that lasts longest first.
 * @example
 * invitesOf(registers, 0) // => []
 */
export const invitesOf = (registers: Registers, now: number): readonly InviteRow[] =>
  valuesOf<InviteValue>(registers, keys.invites)
    .map((given) => ({ ...given, state: inviteStateOf(registers, given.invite, now) ?? ('open' as const) }))
    .toSorted((a, b) => b.expires - a.expires || (a.invite < b.invite ? -1 : 1))
