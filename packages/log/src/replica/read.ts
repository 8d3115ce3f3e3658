import { decode, decodeHeader, encodeEntry, type EntryId, type LogId, type OpenEntry } from '@daomesh/protocol'
import type { EntryVerdict } from '../store/LogStore.ts'
import type { Core } from './core.ts'
import type { Brief } from './layers.ts'
import { causally, deviceKeyOf, type EntryNode, isComplete, memberOf, streamOf } from './model.ts'

/** What became of an entry, as the audit view shows it. */
export type AuditStatus = EntryVerdict | 'forked' | 'cut'
export type AuditLine = {
  readonly id: EntryId
  readonly log: LogId
  readonly seq: number
  readonly stream: string | null
  readonly device: string
  readonly member: string | null
  readonly kind: string
  readonly at: number
  readonly depth: number
  readonly status: AuditStatus
  /** An error code of the catalogue, or null. */
  readonly reason: string | null
  /** What a pending entry waits for; null for all others. */
  readonly waitsFor: 'past' | 'view' | 'references' | null
}

export type EntryFilter = { readonly stream?: string; readonly kind?: string }
/** An accepted entry that counts. `author` is set for the opening too. */
export type AcceptedEntry = OpenEntry

const setAside = { forked: 'ENTRY_FORKED', cut: 'ENTRY_CUT' } as const

const isRevoked = (core: Core, node: EntryNode): boolean => {
  const member = memberOf(node)
  const key = member === null ? null : deviceKeyOf({ member, device: node.device })
  for (const unlink of core.unlinks) if (unlink.unlinks === key) return true
  return false
}

const asideReason = (core: Core, node: EntryNode, aside: 'forked' | 'cut') =>
  aside === 'cut' && isRevoked(core, node) ? 'ENTRY_UNLINKED' : setAside[aside]

/** Why an entry is not judged yet: its past is not here, the chain has not told its view, or what it refers to is itself not judged. */
const waitsFor = (core: Core, node: EntryNode): AuditLine['waitsFor'] => {
  if (node.verdict !== 'pending') return null
  if (!isComplete(node)) return 'past'
  return core.unjudged.viewWaiting.has(node) ? 'view' : 'references'
}

/** What sets an entry aside; null where it counts, or never could. */
const asideOf = ({ standing, verdict }: Brief): 'forked' | 'cut' | null =>
  standing !== 'counted' && verdict !== 'pending' && verdict !== 'rejected' ? standing : null

export const statusOf = (entry: Brief): AuditStatus => asideOf(entry) ?? entry.verdict

export const auditLine = (core: Core, node: EntryNode): AuditLine => {
  const aside = asideOf(node)
  return {
    id: node.id,
    log: node.log.id,
    seq: node.seq,
    stream: node.log.stream,
    device: node.device,
    member: memberOf(node),
    kind: node.kind,
    at: node.at,
    depth: node.depth,
    status: statusOf(node),
    reason: aside === null ? node.reason : asideReason(core, node, aside),
    waitsFor: waitsFor(core, node),
  }
}

/** Every stored entry, in causal order; those whose past is missing come last. */
export const audit = (core: Core): readonly AuditLine[] =>
  [...core.graph.nodes.values()]
    .sort((a, b) => Number(isComplete(b)) - Number(isComplete(a)) || causally(a, b))
    .map((node) => auditLine(core, node))

/** The complete entries of one stream, each after everything it refers to. */
export function* lines(core: Core, stream: string): Generator<AuditLine> {
  for (const node of core.graph.order.of(stream)) yield auditLine(core, node)
}

/** Reads one accepted entry; null when it is not here, not accepted, does not count, or its key is gone. */
export const openOne = (core: Core, node: EntryNode): AcceptedEntry | null =>
  node.standing === 'counted' ? openAccepted(core, node) : null

/** Reads one that the rules accept and that a fork or a removal set aside: what a member signed in it may be published again. */
export const openAside = (core: Core, node: EntryNode): AcceptedEntry | null =>
  node.standing === 'counted' ? null : openAccepted(core, node)

const openAccepted = (core: Core, node: EntryNode): AcceptedEntry | null => {
  if (node.verdict !== 'accepted') return null
  const bytes = core.init.store.read(node.id)
  if (bytes === null) throw core.init.store.lost(node.id)
  if (bytes.body === null) return null
  const header = decodeHeader(bytes.headerBytes)
  const plaintext = core.init.openBody(header, bytes.body, bytes.headerBytes)
  if (plaintext === 'locked') return null
  const member = memberOf(node)
  const author = member === null ? null : { member, device: node.device, stream: streamOf(node) }
  return { id: node.id, header, body: decode(plaintext), depth: node.depth, author }
}

/** Accepted entries that count, decrypted one by one, in causal order. */
export function* openEntries(core: Core, filter: EntryFilter): Generator<AcceptedEntry> {
  const { order } = core.graph
  const { kind, stream } = filter
  const all = kind !== undefined ? order.ofKind(kind) : stream !== undefined ? order.of(stream) : order
  const nodes = [...all].filter((node) => stream === undefined || node.log.stream === stream).sort(causally)
  for (const node of nodes) {
    const entry = openOne(core, node)
    if (entry) yield entry
  }
}

/** Wire bytes of a stored entry, or null. */
export const wireOf = (core: Core, id: EntryId): Uint8Array | null => {
  const bytes = core.told?.get(id)?.entry ?? core.init.store.read(id)
  return bytes && encodeEntry(bytes)
}

export const idAt = (core: Core, log: LogId, seq: number): EntryId | null => {
  const record = core.graph.logs.get(log)
  if (!record || (record.forkSeq !== null && seq >= record.forkSeq)) return null
  return record.bySeq.get(seq)?.find(isComplete)?.id ?? null
}

/** The lowest depth among the complete entries at a seq. */
export const depthAt = (core: Core, log: LogId, seq: number): number | null => {
  const depths = (core.graph.logs.get(log)?.bySeq.get(seq) ?? []).filter(isComplete).map((node) => node.depth)
  // Not by `Math.min`: a fork may have more branches than a call takes arguments.
  return depths.length === 0 ? null : depths.reduce((least, depth) => (depth < least ? depth : least))
}

/** The ids of the complete entries at one place of a log, all branches, in their order. */
export const idsAt = (core: Core, log: LogId, seq: number): readonly EntryId[] =>
  (core.graph.logs.get(log)?.bySeq.get(seq) ?? [])
    .filter(isComplete)
    .map(({ id }) => id)
    .sort()

/** The complete entries at one place of a log, all branches or those that are wanted, in the order of their ids. Each is read when it is asked for. */
export function* entriesAt(core: Core, log: LogId, seq: number, wanted?: ReadonlySet<EntryId>): Generator<Uint8Array> {
  for (const id of idsAt(core, log, seq)) {
    if (wanted?.has(id) === false) continue
    const wire = wireOf(core, id)
    if (wire === null) throw core.init.store.lost(id)
    yield wire
  }
}
