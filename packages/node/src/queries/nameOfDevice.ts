import { memberOfDevice, nameOf } from '@daomesh/governance'
import type { DeviceId } from '@daomesh/protocol'
import type { Space } from '../spaces/space.ts'

/** Whose device it is in this space: the name, else the account, else null. */
export const nameOfDevice = (space: Space, device: DeviceId): string | null => {
  const member = memberOfDevice(space.registers(), device)
  return member === null ? null : (nameOf(space.registers(), member) ?? member)
}
