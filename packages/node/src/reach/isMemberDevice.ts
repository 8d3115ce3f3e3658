import { memberOfDevice } from '@daomesh/governance'
import type { DeviceId } from '@daomesh/protocol'
import type { Space } from '../spaces/space.ts'

/** A device that a present member linked; in a lobby, that anybody linked who is in it. */
export const isMemberDevice = (space: Space, device: DeviceId): boolean => {
  const member = memberOfDevice(space.registers(), device)
  const { members } = space.view()
  return member !== null && (members === null || members.has(member))
}
