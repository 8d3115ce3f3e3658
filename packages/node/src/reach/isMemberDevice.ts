import { memberOfDevice } from '@daomesh/governance'
import { type Address, type DeviceId, seatIn } from '@daomesh/protocol'
import type { Space } from '../spaces/space.ts'

/** Who linked a device: a present member, or who is in through a DAO among them; in a lobby, anybody who is in it. */
export const presentMemberOf = (space: Space, device: DeviceId): Address | null => {
  const member = memberOfDevice(space.registers(), device)
  return member !== null && seatIn(space.view(), member) !== null ? member : null
}

/** Whether such a member linked it. */
export const isMemberDevice = (space: Space, device: DeviceId): boolean => presentMemberOf(space, device) !== null
