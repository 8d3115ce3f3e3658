import { keys } from '@daomesh/governance'
import { type Address, type BallotSheet, daomeshDomain, type EntryId, hashTypedData, type Hex, readBody } from '@daomesh/protocol'
import type { DaoSpace } from '../spaces/space.ts'

/** A ballot sheet that its member's account signed: it is worth the same in anybody's record. */
export type Statement = { readonly member: Address; readonly sheet: BallotSheet; readonly signature: Hex }

/** The signed ballot in a record that was set aside; null where there is none, or where this device cannot read it. */
export const statementIn = (space: DaoSpace, entry: EntryId): Statement | null => {
  const aside = space.replica.setAside(entry)
  const read = aside === null ? null : readBody(aside.header.kind, aside.body)
  if (read?.outcome !== 'known' || read.reading.kind !== 'ballot.cast') return null
  const { sheet, signature } = read.reading.body
  return { member: sheet.member, sheet, signature }
}

/** Whether the same sheet stands in a record that counts. */
export const isCounted = (space: DaoSpace, { member, sheet }: Statement): boolean => {
  const digest = hashTypedData(daomeshDomain(space.record.chain.chainId, space.record.dao), 'BallotSheet', sheet)
  return space.registers().get(keys.sheet(member, sheet.revision, digest)) !== undefined
}

/** Whether its member may be heard now. */
export const isSeated = (space: DaoSpace, { member }: Statement): boolean => space.view().members?.has(member) === true
