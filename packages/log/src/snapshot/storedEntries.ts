import type { Address, DeviceId, EntryId, ViewId } from '@daomesh/protocol'
import type { EntryNode, LogRecord, StoredNodes } from '../replica/model.ts'
import { type EntryColumns, standingOf, verdictOf } from './entryColumns.ts'
import { idTable } from './idTable.ts'

/** What columns cannot hold in a number. */
export type EntryTexts = {
  readonly texts: readonly string[]
  /** Per log its record and the device that writes it. */
  readonly logs: readonly { readonly record: LogRecord; readonly device: DeviceId }[]
  readonly reasons: ReadonlyMap<number, string>
  readonly members: ReadonlyMap<number, Address>
}

/** Entries of a snapshot. Each becomes an object only when somebody asks for it, and then always the same one. */
export const storedEntries = (columns: EntryColumns, { texts, logs, reasons, members }: EntryTexts): StoredNodes => {
  const table = idTable(columns.ids, columns.count)
  const made = new Map<number, EntryNode>()
  const textAt = (i: number): string => texts[i] ?? ''

  const refsOf = (place: number): readonly EntryNode[] => {
    const refs: EntryNode[] = []
    for (let k = columns.refStarts[place] ?? 0; k < (columns.refStarts[place + 1] ?? 0); k++) refs.push(node(columns.refs[k] ?? 0))
    return refs
  }
  const refIdsOf = (place: number, from: number): readonly EntryId[] => {
    const ids: EntryId[] = []
    for (let k = (columns.refStarts[place] ?? 0) + from; k < (columns.refStarts[place + 1] ?? 0); k++)
      ids.push(table.at(columns.refs[k] ?? 0))
    return ids
  }
  const make = (place: number): EntryNode => {
    const log = logs[columns.logs[place] ?? 0]
    if (log === undefined) throw new RangeError('no such log')
    const seq = columns.seqs[place] ?? 0
    const judgement = columns.judgements[place] ?? 0
    let refs: readonly EntryNode[] | null = null
    return {
      id: table.at(place),
      log: log.record,
      seq,
      device: log.device,
      view: textAt(columns.views[place] ?? 0) as ViewId,
      kind: textAt(columns.kinds[place] ?? 0),
      at: columns.ats[place] ?? 0,
      depth: columns.depths[place] ?? 0,
      verdict: verdictOf(judgement),
      standing: standingOf(judgement),
      reason: reasons.get(place) ?? null,
      member: members.get(place) ?? null,
      // Read again at the start (see load.ts).
      unlinks: null,
      get prev() {
        return seq === 0 ? null : (refIdsOf(place, 0)[0] ?? null)
      },
      get parents() {
        return refIdsOf(place, seq === 0 ? 0 : 1)
      },
      get refs() {
        return (refs ??= refsOf(place))
      },
      get origin() {
        return node(columns.origins[place] ?? 0)
      },
    }
  }
  const node = (place: number): EntryNode => {
    const known = made.get(place)
    if (known !== undefined) return known
    const fresh = make(place)
    made.set(place, fresh)
    return fresh
  }

  return {
    count: columns.count,
    at: node,
    find: (id) => {
      const place = table.find(id)
      return place === -1 ? undefined : node(place)
    },
    peek: (place) => made.get(place) ?? make(place),
    brief: (place) => {
      const judgement = columns.judgements[place] ?? 0
      return made.get(place) ?? { at: columns.ats[place] ?? 0, verdict: verdictOf(judgement), standing: standingOf(judgement) }
    },
    ofKind: function* (kind) {
      const text = texts.indexOf(kind)
      for (let place = 0; place < columns.count; place++) if (columns.kinds[place] === text) yield node(place)
    },
    has: (id) => table.find(id) !== -1,
    streamAt: (place) => logs[columns.logs[place] ?? 0]?.record.stream ?? '',
  }
}
