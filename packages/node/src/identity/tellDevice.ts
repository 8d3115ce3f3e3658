import { type DeviceValue, keys, membersOfDevice, valueAt } from '@daomesh/governance'
import { type Address, governanceStream } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { WritingSpace } from '../spaces/space.ts'

/**
 * Opens this device's log where it is unknown, readable without the key, so that whoever has the key can seal it to this device; at a start no peer has answered yet,
 * so opening it elsewhere would begin a new log at every start. Once a year its link is signed anew: then a fresh log says so, since of one member the devices whose
 * links run longest get the key.
 * @throws DaomeshError as `openLog`.
 */
export const tellDevice = async (
  { adapters, links }: Pick<NodeContext, 'adapters' | 'links'>,
  space: WritingSpace,
  self: Address,
): Promise<void> => {
  const { device } = adapters.deviceKey
  if (!membersOfDevice(space.registers(), device).includes(self)) await space.openLog(governanceStream)
  const kept = links.known(space.record.chain.chainId, self)
  const told = valueAt<DeviceValue>(space.registers(), keys.device(self, device))
  if (kept !== null && told !== undefined && BigInt(told.notAfter) < kept.link.notAfter)
    await space.openLog(governanceStream, { afresh: true })
}
