import type { AuditLine } from '@daomesh/log'
import type { ErrorCode } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { type auditInput, type auditPage, auditStatus } from '../../contract/audit.ts'
import { isCounted, isSeated, statementIn } from '../statementIn.ts'
import { whoseOf } from './whoseOf.ts'

const whileWaiting = { past: 'ENTRY_PAST_MISSING', view: 'ENTRY_VIEW_UNKNOWN', references: 'ENTRY_PAST_UNJUDGED' } as const
const byStatus: Readonly<Partial<Record<AuditLine['status'], ErrorCode>>> = { locked: 'KEY_MISSING', opaque: 'ENTRY_OPAQUE' }

/** What a record waits for; null for one that waits for nothing. */
const waitsOf = ({ status, waitsFor }: AuditLine): ErrorCode | null =>
  waitsFor === null ? (byStatus[status] ?? null) : whileWaiting[waitsFor]

/** Only what was set aside is opened for it, and that is little. */
const canRepublish = (space: DaoSpace, { id: entry, kind, status }: AuditLine): boolean => {
  if (kind !== 'ballot.cast' || (status !== 'forked' && status !== 'cut')) return false
  const statement = statementIn(space, entry)
  return statement !== null && isSeated(space, statement) && !isCounted(space, statement)
}

type AuditSpaceParameters = z.output<typeof auditInput>

/** Records of a space with what became of them and why: as many as fit on a page, and how many there are of each status. */
export const auditSpace = (node: NodeContext, { space: id, statuses, after, limit }: AuditSpaceParameters): z.input<typeof auditPage> => {
  const space = node.spaces.dao(id)
  const registers = space.registers()
  const page = space.replica.auditPage({
    after: after === null ? null : { at: after.at, id: after.entry },
    limit,
    statuses: new Set(statuses ?? auditStatus.options),
  })
  return {
    rows: page.lines.map((line) => ({
      entry: line.id,
      kind: line.kind,
      stream: line.stream,
      device: line.device,
      ...whoseOf(registers, line.member),
      seq: line.seq,
      at: line.at,
      status: line.status,
      reason: line.reason,
      waits: waitsOf(line),
      republishable: canRepublish(space, line),
    })),
    next: page.next === null ? null : { at: page.next.at, entry: page.next.id },
    counts: page.counts,
  }
}
