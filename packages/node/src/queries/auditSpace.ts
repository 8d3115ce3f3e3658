import { address, deviceId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'

/** Every record of a space with what became of it and why. */
export const auditSpace = (node: NodeContext, { space: id }: { readonly space: SpaceId }) =>
  node.spaces
    .dao(id)
    .replica.audit()
    .map((line) => ({
      entry: line.id,
      kind: line.kind,
      device: deviceId.parse(line.device),
      account: line.member === null ? null : address.parse(line.member),
      seq: line.seq,
      at: line.at,
      status: line.status,
      reason: line.reason,
    }))
