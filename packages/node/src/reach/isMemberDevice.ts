import { membersOfDevice } from '@daomesh/governance'
import { type Address, type DeviceId, seatIn } from '@daomesh/protocol'
import type { Space } from '../spaces/space.ts'

/**
 * Who linked a device: a present member, or who is in through a DAO among them; in a lobby, anybody who is in it. Of several the first who is: a member whose account
 * was replaced goes on with its device, under the new one.
 */
export const presentMemberOf = (space: Space, device: DeviceId): Address | null => {
  const view = space.view()
  return membersOfDevice(space.registers(), device).find((member) => seatIn(view, member) !== null) ?? null
}

/** Whether such a member linked it. */
export const isMemberDevice = (space: Space, device: DeviceId): boolean => presentMemberOf(space, device) !== null
