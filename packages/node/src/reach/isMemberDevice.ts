import { memberOfDevice } from '@daomesh/governance'
import { type DeviceId, seatIn } from '@daomesh/protocol'
import type { Space } from '../spaces/space.ts'

/** A device of a present member, or of who is in through a DAO among them; in a lobby, that anybody linked who is in it. */
export const isMemberDevice = (space: Space, device: DeviceId): boolean => {
  const member = memberOfDevice(space.registers(), device)
  return member !== null && seatIn(space.view(), member) !== null
}
