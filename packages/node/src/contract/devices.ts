import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, requestId } from './shapes.ts'

export const deviceRow = z.object({
  device: id.deviceId,
  /** The device that this node runs on. */
  self: z.boolean(),
  online: z.boolean(),
  unlinked: z.boolean(),
  /** Seconds since 1970: until then it may connect. */
  notAfter: z.number(),
  spaces: z.array(z.object({ space: id.spaceId, name: z.string() })),
})

export const devicesContract = {
  /** The devices of this node's account. */
  list: oc.output(z.array(deviceRow)),
  /** Revokes another device of this account for good, in every space of this node. The account signs once per chain. */
  unlink: oc.input(z.object({ requestId, device: id.deviceId })).output(z.object({ device: id.deviceId, spaces: z.array(id.spaceId) })),
}
