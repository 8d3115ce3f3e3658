import { keys, type DeviceValue, valuesOf } from '@daomesh/governance'
import type { DeviceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { deviceRow } from '../../contract/devices.ts'
import { nameOfSpace } from '../../spaces/space.ts'

export type DeviceAnswer = z.input<typeof deviceRow>

/** The devices that this account ever linked in the spaces of this node: this one first, then those that still count. */
export const listDevices = (node: NodeContext): DeviceAnswer[] => {
  const account = node.account.current()
  if (account === null) return []
  const online = node.reach.onlineDevices()
  const own = node.adapters.deviceKey.device
  const rows = new Map<DeviceId, DeviceAnswer>()
  for (const space of node.spaces.all()) {
    const registers = space.registers()
    for (const { device, notAfter } of valuesOf<DeviceValue>(registers, keys.devicesOf(account))) {
      const known = rows.get(device)
      const unlinked = registers.get(keys.unlinked(account, device)) !== undefined
      rows.set(device, {
        device,
        self: device === own,
        online: online.has(device),
        // Where it is unlinked in one space, the others hear of it as soon as they can be written to.
        unlinked: unlinked || known?.unlinked === true,
        notAfter: Math.max(Number(notAfter), known?.notAfter ?? 0),
        spaces: [...(known?.spaces ?? []), { space: space.id, name: nameOfSpace(space) }],
      })
    }
  }
  const rank = (row: DeviceAnswer): number => (row.self ? 0 : row.unlinked ? 2 : 1)
  return [...rows.values()].sort((a, b) => rank(a) - rank(b) || (a.device < b.device ? -1 : 1))
}
