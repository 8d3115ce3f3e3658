import { DaomeshError, type DeviceId } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { chooseOne } from '../choose.ts'
import { table, when } from '../print/table.ts'
import { nodeVerb, signingVerb } from '../verb.ts'

/** @throws DaomeshError `DEVICE_UNKNOWN`. */
const findDevice = async (node: NodeClient, text: string): Promise<DeviceId> => {
  return chooseOne(
    (await node.devices.list()).map((row) => ({ id: row.device, names: [] })),
    text,
    'device',
    'DEVICE_UNKNOWN',
  )
}

export const addDevice = (program: Command): void => {
  const device = program.command('device').description('the devices that write in your name')
  nodeVerb(
    device.command('list').description('devices that this account linked'),
    (node) => node.devices.list(),
    (rows) =>
      table(
        ['device', '', 'may connect until', 'in'],
        rows.map(({ device: id, self, online, unlinked, notAfter, spaces }) => [
          id,
          self ? 'this one' : unlinked ? 'unlinked' : online ? 'online' : '',
          unlinked ? '' : when(notAfter * 1000),
          [...new Set(spaces.map(({ name }) => name))].join(', '),
        ]),
      ),
  )
  signingVerb(
    device
      .command('unlink')
      .description('revoke another device of this account, for good: one that was lost, stolen or sold')
      .argument('<device>', 'id, or its beginning'),
    async (node, call) => node.devices.unlink({ requestId: call.requestId, device: await findDevice(node, call.argument(0)) }),
    ({ device: id, spaces }) => `unlinked ${id} in ${spaces.length} ${spaces.length === 1 ? 'space' : 'spaces'}`,
  )
}
