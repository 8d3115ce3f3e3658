import { type LogStore, noChanges } from '@daomesh/log'
import type { SpaceId } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'
import { rowsWithFactsOf } from '../spaces/facts.ts'
import { placesToTakeOver, rowsWithoutReread, shadowOf } from './rereadFacts.ts'

/** Beginnings of rows that were made of the chain, and are made of it again. */
const derived = ['escrow:', 'bonds:', 'rounds:', 'daoNames:']
/** Rows with which they are made again. */
export const derivedRows = (meta: MetaStore): readonly (readonly [key: string, value: null])[] =>
  derived.flatMap((prefix) => meta.list(prefix).map(({ key }) => [key, null] as const))

/** The same of one DAO: slots that are spent, and the page from which this device took its last one. */
const derivedOf = (space: SpaceId): readonly string[] => [`spentSlot:${space}:`, `slotPage:${space}:`, `enactments:${space}`]

/**
 * What a person had read anew takes the place of what was final before, before any space is open. Every record is judged anew by it, and this device begins
 * new logs: an entry that names a membership of the other history is never judged, and would hold up all that follows it in its log.
 * A crash on the way has the next start do it again.
 */
export const takeReread = (logs: LogStore, meta: MetaStore): readonly SpaceId[] => {
  const places = placesToTakeOver(meta)
  if (places === null) {
    const left = rowsWithoutReread(meta)
    if (left.length > 1) meta.setAll(left)
    return []
  }
  if (places.length > 0)
    for (const space of logs.spaces()) {
      const own = logs.load(space).own.map(({ stream }) => ({ stream, incarnation: null }))
      logs.commit(space, { ...noChanges, resetJudgements: true, clearRegisters: true, own })
    }
  const stale = places.flatMap(derivedOf).flatMap((prefix) => meta.list(prefix).map(({ key }) => [key, null] as const))
  meta.setAll([
    ...derivedRows(meta),
    ...stale,
    ...places.flatMap((place) => rowsWithFactsOf(meta, shadowOf(place), place)),
    ...rowsWithoutReread(meta),
  ])
  return places
}
