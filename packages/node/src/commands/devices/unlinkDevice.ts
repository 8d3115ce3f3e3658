import { isUnlinked, keys } from '@daomesh/governance'
import { DaomeshError, type DeviceId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { publishUnlinks } from '../../identity/publishUnlinks.ts'

export type UnlinkDeviceAnswer = { device: DeviceId; spaces: SpaceId[] }

/**
 * Revokes another device of this account for good, in every space of this node: signed once, published where the account is. What others built on
 * stays; later records of it are cut, peers refuse it, and new keys are not sealed to it. Works offline.
 * @throws DaomeshError `DEVICE_OWN`, `DEVICE_UNKNOWN`, `SIGNING_REFUSED`, `SIGNING_MISMATCH`.
 */
export const unlinkDevice = async (node: NodeContext, { device }: { readonly device: DeviceId }): Promise<UnlinkDeviceAnswer> => {
  if (device === node.adapters.deviceKey.device) throw new DaomeshError('DEVICE_OWN')
  const account = node.account.required()
  const linked = node.spaces.all().filter((space) => space.registers().get(keys.device(account, device)) !== undefined)
  if (linked.length === 0) throw new DaomeshError('DEVICE_UNKNOWN', { meta: { device } })
  const statements = []
  for (const chainId of new Set(linked.map(({ record }) => record.chain.chainId)))
    statements.push(await node.unlinks.of(chainId, account, device))
  await publishUnlinks(node, statements)
  const unlinked = node.spaces.all().filter((space) => isUnlinked(space.registers(), account, device))
  return { device, spaces: unlinked.map(({ id }) => id) }
}
