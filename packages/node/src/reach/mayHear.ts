import { linkersOf } from '@daomesh/governance'
import { type DeviceId, seatIn } from '@daomesh/protocol'
import { isLobby, type Space } from '../spaces/space.ts'

/**
 * Who is sent what this node writes, of those who listen: devices that a present member linked, and unlinked ones too. The record that unlinks a device
 * is the last it can read, and the only way it learns why it is refused from now on; what comes after it is under a key that it is not given. Who has
 * just come into a lobby is not known there yet.
 */
export const mayHear = (space: Space, device: DeviceId): boolean => {
  if (isLobby(space)) return true
  const view = space.view()
  return linkersOf(space.registers(), device).some((member) => seatIn(view, member) !== null)
}
