import { unlinkDevice } from '../commands/devices/unlinkDevice.ts'
import type { NodeContext } from '../context.ts'
import { listDevices } from '../queries/devices/listDevices.ts'
import type { Implementer, Once } from './implementer.ts'

/** Devices of the account, one line per procedure. */
export const deviceRoutes = (node: NodeContext, { devices }: Implementer, once: Once) => ({
  list: devices.list.handler(() => listDevices(node)),
  unlink: devices.unlink.handler(({ input }) => once('devices.unlink', input, () => unlinkDevice(node, input))),
})
