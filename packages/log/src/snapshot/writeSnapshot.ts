import { type Cbor, type EntryId, writeHex } from '@daomesh/protocol'
import type { Core } from '../replica/core.ts'
import type { EntryNode, LogRecord } from '../replica/model.ts'
import { holdAsTip } from '../replica/tips.ts'
import { bucketCount, bucketOf } from '../tree/merkleMap.ts'
import type { Held } from '../tree/stateTree.ts'
import { judgementByte } from './entryColumns.ts'
import { bytesOf, packSections } from './sections.ts'
import { stringsWriter } from './texts.ts'

/** Entries and registers between two turns of the event loop. */
const slice = 1024

/** Places sorted into groups: where each group begins, and the places of one after those of another, each in the order given. */
const grouped = (groups: Uint32Array, groupCount: number): { readonly starts: Uint32Array; readonly places: Uint32Array } => {
  const starts = new Uint32Array(groupCount + 1)
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1
  for (let i = 0; i < groupCount; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0)
  const next = starts.slice()
  const places = new Uint32Array(groups.length)
  groups.forEach((group, place) => {
    places[next[group] ?? 0] = place
    next[group] = (next[group] ?? 0) + 1
  })
  return { starts, places }
}

const writeEntries = async (nodes: readonly EntryNode[], breathe: () => Promise<void>) => {
  const count = nodes.length
  const ids = new Uint8Array(count * 32)
  const column = (): Uint32Array => new Uint32Array(count)
  const [logs, seqs, depths, views, kinds, origins] = [column(), column(), column(), column(), column(), column()]
  const ats = new Float64Array(count)
  const judgements = new Uint8Array(count)
  const refStarts = new Uint32Array(count + 1)
  const refs: number[] = []
  const texts = new Map<string, number>()
  const records = new Map<LogRecord, number>()
  const devices: string[] = []
  const marks: Cbor[] = []
  const placeOf = new Map<EntryNode, number>()
  const textOf = (text: string): number => {
    const known = texts.get(text) ?? texts.size
    texts.set(text, known)
    return known
  }
  for (const [place, node] of nodes.entries()) {
    if (place % slice === slice - 1) await breathe()
    placeOf.set(node, place)
    writeHex(node.id, ids, place * 32)
    if (!records.has(node.log)) {
      records.set(node.log, records.size)
      devices.push(node.device)
    }
    logs[place] = records.get(node.log) ?? 0
    seqs[place] = node.seq
    depths[place] = node.depth
    views[place] = textOf(node.view)
    kinds[place] = textOf(node.kind)
    ats[place] = node.at
    origins[place] = placeOf.get(node.origin ?? node) ?? place
    judgements[place] = judgementByte(node.verdict, node.standing)
    for (const ref of node.refs) refs.push(placeOf.get(ref) ?? 0)
    refStarts[place + 1] = refs.length
    if (node.reason !== null || node.member !== null) marks.push([place, node.reason, node.member])
  }
  const byLog = grouped(logs, records.size)
  for (let log = 0; log < records.size; log++)
    byLog.places.subarray(byLog.starts[log], byLog.starts[log + 1]).sort((a, b) => (seqs[a] ?? 0) - (seqs[b] ?? 0) || a - b)
  return {
    placeOf,
    head: {
      texts: [...texts.keys()],
      marks,
      logs: [...records.keys()].map((record, i) => [record.id, record.stream, record.forkSeq, devices[i] ?? '']),
    },
    columns: [
      ids,
      ...[logs, seqs, depths, views, kinds].map(bytesOf),
      bytesOf(ats),
      bytesOf(origins),
      judgements,
      ...[refStarts, Uint32Array.from(refs), byLog.starts, byLog.places].map(bytesOf),
    ],
  }
}

type Writer = ReturnType<typeof stringsWriter>

const writeRegisters = async (registers: readonly Held[], buckets: readonly (Uint8Array | null)[], breathe: () => Promise<void>) => {
  const size = { keys: 0, orders: 0, values: 0 }
  for (const { key, order, bytes } of registers) {
    size.keys += key.length
    size.orders += order.length
    size.values += bytes.length
  }
  const [keys, orders, values] = [size.keys, size.orders, size.values].map((bytes) => stringsWriter(registers.length, bytes)) as [
    Writer,
    Writer,
    Writer,
  ]
  const ids = new Uint8Array(registers.length * 32)
  const inBucket = new Uint32Array(registers.length)
  for (const [place, held] of registers.entries()) {
    if (place % slice === slice - 1) await breathe()
    keys.addText(held.key)
    orders.addText(held.order)
    values.add(held.bytes)
    writeHex(held.id, ids, place * 32)
    inBucket[place] = bucketOf(held.key)
  }
  const byBucket = grouped(inBucket, bucketCount)
  const hashes = new Uint8Array(bucketCount * 32)
  for (const [bucket, hash] of buckets.entries()) if (hash !== null) hashes.set(hash, bucket * 32)
  const strings = [keys, orders, values].map((writer) => writer.done())
  return [
    ...strings.flatMap(({ starts, bytes }) => [bytesOf(starts), bytes]),
    ids,
    bytesOf(byBucket.starts),
    bytesOf(byBucket.places),
    hashes,
  ]
}

export type WrittenSnapshot = {
  readonly bytes: Uint8Array
  /** Stored entries whose judgement or past may still come: their rows are read beside the snapshot. */
  readonly open: readonly EntryId[]
}

/**
 * The memory of a replica as one string of bytes: its complete entries as columns, its registers by key, and the hashes of its tree. Begin it between two steps.
 * What changes while it is written is no part of it, except standings: then the store does not keep it.
 */
export const writeSnapshot = async (core: Core, breathe: () => Promise<void>): Promise<WrittenSnapshot> => {
  const { graph } = core
  const nodes = [...graph.order]
  const open = nodes.filter(({ verdict }) => verdict === 'pending' || verdict === 'locked')
  const openIds = [...open, ...graph.incomplete].map(({ id }) => id)
  const { registers, buckets } = core.state.photograph()
  const members = [...core.members]
  const views = [...core.views.keys()]
  const tips: Core['tips'] = new Map()
  for (const node of nodes) holdAsTip(tips, node)
  const view = core.init.views.current().view
  const entries = await writeEntries(nodes, breathe)
  const state = await writeRegisters(registers, buckets, breathe)
  const head = {
    v: 1,
    space: graph.space,
    count: nodes.length,
    registers: registers.length,
    members,
    views,
    view,
    tips: [...tips].map(([stream, ends]) => [stream, [...ends].map((node) => entries.placeOf.get(node) ?? 0)]),
    ...entries.head,
  }
  return { bytes: packSections(head, [...entries.columns, ...state]), open: openIds }
}
