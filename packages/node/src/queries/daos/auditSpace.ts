import { nameOf } from '@daomesh/governance'
import type { AuditLine } from '@daomesh/log'
import { type Address, address, type ErrorCode, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { isCounted, isSeated, statementIn } from '../statementIn.ts'
import type { auditRow } from '../../contract/audit.ts'

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

/** Every record of a space with what became of it and why. */
export const auditSpace = (node: NodeContext, { space: id }: { readonly space: SpaceId }): z.input<typeof auditRow>[] => {
  const space = node.spaces.dao(id)
  const registers = space.registers()
  /** Members and their names are few, and each has many records. */
  const people = new Map<string, { readonly account: Address; readonly name: string | null }>()
  const personOf = (member: string) => {
    const account = address.parse(member)
    const person = { account, name: nameOf(registers, account) }
    people.set(member, person)
    return person
  }
  return space.replica.audit().map((line) => {
    const { account, name } = line.member === null ? { account: null, name: null } : (people.get(line.member) ?? personOf(line.member))
    return {
      entry: line.id,
      kind: line.kind,
      stream: line.stream,
      device: line.device,
      account,
      name,
      seq: line.seq,
      at: line.at,
      status: line.status,
      reason: line.reason,
      waits: waitsOf(line),
      republishable: canRepublish(space, line),
    }
  })
}
