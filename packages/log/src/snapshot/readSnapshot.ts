import type { Address, DeviceId, LogId, SpaceId, ViewId } from '@daomesh/protocol'
import { type StoredSeqs, SeqIndex } from '../replica/layers.ts'
import type { EntryNode, LogRecord, StoredNodes } from '../replica/model.ts'
import type { StoredState } from '../tree/stateTree.ts'
import type { EntryColumns } from './entryColumns.ts'
import { float64s, type Sections, uint32s, unpackSections } from './sections.ts'
import { storedEntries } from './storedEntries.ts'
import { storedRegisters } from './storedRegisters.ts'

/** The form of the head; the store's checksum vouches for it. */
type Head = {
  readonly v: number
  readonly space: SpaceId
  readonly count: number
  readonly registers: number
  readonly texts: readonly string[]
  readonly marks: readonly (readonly [place: number, reason: string | null, member: Address | null])[]
  readonly logs: readonly (readonly [id: LogId, stream: string | null, forkSeq: number | null, device: DeviceId])[]
  readonly members: readonly Address[]
  readonly views: readonly ViewId[]
  readonly view: ViewId
  readonly tips: readonly (readonly [stream: string, places: readonly number[]])[]
}

export type ReadSnapshot = {
  readonly nodes: StoredNodes
  readonly logs: readonly LogRecord[]
  readonly state: StoredState
  readonly members: readonly Address[]
  readonly views: readonly ViewId[]
  /** The present view when it was written. */
  readonly view: ViewId
  readonly tips: Head['tips']
}

const entryColumnsOf = (count: number, columns: Sections['columns']): EntryColumns => ({
  count,
  ids: columns[0] ?? new Uint8Array(),
  logs: uint32s(columns[1]),
  seqs: uint32s(columns[2]),
  depths: uint32s(columns[3]),
  views: uint32s(columns[4]),
  kinds: uint32s(columns[5]),
  ats: float64s(columns[6]),
  origins: uint32s(columns[7]),
  judgements: columns[8] ?? new Uint8Array(),
  refStarts: uint32s(columns[9]),
  refs: uint32s(columns[10]),
  logStarts: uint32s(columns[11]),
  logPlaces: uint32s(columns[12]),
})

const stateOf = (count: number, columns: Sections['columns']): StoredState => {
  const strings = (i: number) => ({ starts: uint32s(columns[i]), bytes: columns[i + 1] ?? new Uint8Array() })
  return storedRegisters({
    count,
    keys: strings(13),
    orders: strings(15),
    values: strings(17),
    ids: columns[19] ?? new Uint8Array(),
    bucketStarts: uint32s(columns[20]),
    bucketPlaces: uint32s(columns[21]),
    bucketHashes: columns[22] ?? new Uint8Array(),
  })
}

/** The entries of one log at a seq, found by halving. */
const seqsOf = (columns: EntryColumns, log: number, nodes: () => StoredNodes): StoredSeqs<EntryNode> => {
  const from = columns.logStarts[log] ?? 0
  const to = columns.logStarts[log + 1] ?? 0
  const seqAt = (k: number): number => columns.seqs[columns.logPlaces[k] ?? 0] ?? 0
  return {
    last: to > from ? seqAt(to - 1) : -1,
    get: (seq) => {
      let low = from
      let high = to
      while (low < high) {
        const middle = (low + high) >>> 1
        if (seqAt(middle) < seq) low = middle + 1
        else high = middle
      }
      const found = []
      for (let k = low; k < to && seqAt(k) === seq; k++) found.push(nodes().at(columns.logPlaces[k] ?? 0))
      return found
    },
  }
}

/** What `writeSnapshot` wrote, nothing of it turned into objects yet; null for another space or version. @throws for what it never wrote. */
export const readSnapshot = (space: SpaceId, bytes: Uint8Array): ReadSnapshot | null => {
  const { head: unread, columns } = unpackSections(bytes)
  const head = unread as Head
  if (head.v !== 1 || head.space !== space) return null
  const entries = entryColumnsOf(head.count, columns)
  const logs = head.logs.map(([id, stream, forkSeq], i): LogRecord => {
    const seqs = seqsOf(entries, i, () => nodes)
    return { id, stream, bySeq: new SeqIndex(seqs), head: null, forkSeq, incomplete: 0 }
  })
  const nodes: StoredNodes = storedEntries(entries, {
    texts: head.texts,
    logs: head.logs.flatMap(([, , , device], i) => {
      const record = logs[i]
      return record ? [{ record, device }] : []
    }),
    reasons: new Map(head.marks.flatMap(([place, reason]) => (reason === null ? [] : [[place, reason]]))),
    members: new Map(head.marks.flatMap(([place, , member]) => (member === null ? [] : [[place, member]]))),
  })
  for (const [log, record] of logs.entries()) {
    const last = entries.logPlaces[(entries.logStarts[log + 1] ?? 0) - 1]
    if (record.forkSeq === null && last !== undefined) record.head = nodes.at(last)
  }
  const { members, views, view, tips } = head
  return { nodes, logs, state: stateOf(head.registers, columns), members, views, view, tips }
}
