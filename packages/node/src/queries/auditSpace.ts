import { nameOf } from '@daomesh/governance'
import type { AuditLine } from '@daomesh/log'
import { address, deviceId, type ErrorCode, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { auditRow } from '../contract/audit.ts'

const whileWaiting = { past: 'ENTRY_PAST_MISSING', view: 'ENTRY_VIEW_UNKNOWN', references: 'ENTRY_PAST_UNJUDGED' } as const
const byStatus: Readonly<Partial<Record<AuditLine['status'], ErrorCode>>> = { locked: 'KEY_MISSING', opaque: 'ENTRY_OPAQUE' }

/** What a record waits for; null for one that waits for nothing. */
const waitsOf = ({ status, waitsFor }: AuditLine): ErrorCode | null =>
  waitsFor === null ? (byStatus[status] ?? null) : whileWaiting[waitsFor]

/** Every record of a space with what became of it and why. */
export const auditSpace = (node: NodeContext, { space: id }: { readonly space: SpaceId }): z.input<typeof auditRow>[] => {
  const space = node.spaces.dao(id)
  const registers = space.registers()
  return space.replica.audit().map((line) => {
    const account = line.member === null ? null : address.parse(line.member)
    return {
      entry: line.id,
      kind: line.kind,
      stream: line.stream,
      device: deviceId.parse(line.device),
      account,
      name: account === null ? null : nameOf(registers, account),
      seq: line.seq,
      at: line.at,
      status: line.status,
      reason: line.reason,
      waits: waitsOf(line),
    }
  })
}
