import {
  bodyHashOf,
  catalogue,
  DaomeshError,
  type DeviceKey,
  encode,
  encodeEntry,
  encodeHeader,
  type EntryId,
  entryIdOf,
  type ErrorCode,
  limits,
  type LogId,
  logIdOf,
  signTogether,
  toHex,
  type ViewFact,
  type ViewId,
} from '@daomesh/protocol'
import type { MetaRow } from '../store/LogStore.ts'
import { advance, takeChange } from './advance.ts'
import { rollBack } from './commit.ts'
import type { AppendContent, CheckedEntry, Core, OwnLog, UnsealedHeader } from './core.ts'
import { rule, settle } from './drain.ts'
import { attach, type GraphChange } from './graph.ts'
import { judge, type Ruling } from './judge.ts'
import { LogEnded } from './logEnded.ts'
import { emptyLog, type EntryNode, type LogRecord, makeNode } from './model.ts'
import { settleAgain } from './settleAgain.ts'

export type Append = AppendContent & {
  readonly stream: string
  /** The view to write in; the present one unless told. */
  readonly view?: ViewId
  /** Rows of the node written in the same transaction, such as the outcome of a request; from the entry's id where they name it. */
  readonly meta?: readonly MetaRow[] | ((id: EntryId) => readonly MetaRow[])
  /** Where it must go: where this device's log of the stream is another one by then, all of the request is refused. */
  readonly log?: LogId
  /** What this entry answers to, where that is less than every tip of the stream: judged entries of it. Own ones are cited by `prev` already. */
  readonly parents?: readonly EntryId[]
}

/** `bytes` is the wire form, to be published only now that it is durable. */
export type Appended = { readonly id: EntryId; readonly log: LogId; readonly seq: number; readonly bytes: Uint8Array }

/** Not signed yet: what is written in one go is signed in one go, at its end. */
type Unsigned = Omit<CheckedEntry, 'signature'> & { signature: Uint8Array }

const unsigned = new Uint8Array()

type Written = { readonly node: EntryNode; readonly wire: Unsigned; readonly fact: ViewFact; readonly ruling: Ruling }

/** Where to write next: the own log, or a fresh incarnation when it cannot be shown that the old one ends here. */
const ownLog = (
  core: Core,
  device: DeviceKey,
  stream: string,
): { readonly own: OwnLog; readonly record: LogRecord; readonly last: EntryNode | null } => {
  const known = core.own.get(stream)
  const record = known && core.graph.logs.get(known.log)
  if (known && record && core.proven.has(stream) && record.forkSeq === null && record.head !== null && record.head.verdict !== 'pending')
    return { own: known, record, last: record.head }
  const incarnation = toHex(core.init.random.bytes(16))
  const log = logIdOf(device.device, core.init.space, { stream, incarnation })
  return { own: { stream, incarnation, log }, record: { ...emptyLog(log), stream }, last: null }
}

/** Tips of the stream that this device has judged, oldest first; what does not fit is cited by a later entry. */
const parentsFor = (core: Core, stream: string, last: EntryNode | null): readonly EntryNode[] => {
  const parents: EntryNode[] = []
  for (const tip of core.tips.get(stream) ?? []) if (tip !== last && parents.length < limits.parents) parents.push(tip)
  return parents.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The named entries as parents. @throws DaomeshError `INPUT_INVALID` for one that is not a judged entry of the stream, or too many. */
const namedParents = (core: Core, stream: string, ids: readonly EntryId[], own: LogId): readonly EntryNode[] => {
  const nodes = [...new Set(ids)].sort().flatMap((id) => {
    const node = core.graph.nodes.get(id)
    if (node === undefined || node.depth === 0 || node.verdict === 'pending' || node.log.stream !== stream)
      throw new DaomeshError('INPUT_INVALID', { meta: { field: 'parents', id } })
    return node.log.id === own ? [] : [node]
  })
  if (nodes.length > limits.parents) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'parents', most: limits.parents } })
  return nodes
}

const sealed = (content: AppendContent, header: UnsealedHeader): { readonly plaintext: Uint8Array; readonly body: Uint8Array } => {
  const plaintext = encode(content.body)
  const body = content.seal(header, plaintext)
  if (body.length > limits.bodyBytes) throw new DaomeshError('ENTRY_MALFORMED', { meta: { reason: 'body too long', bytes: body.length } })
  return { plaintext, body }
}

const write = (
  core: Core,
  device: DeviceKey,
  content: AppendContent,
  place: { own: OwnLog; record: LogRecord; last: EntryNode | null; view: ViewId; cite: boolean; named: readonly EntryId[] | undefined },
): Written => {
  const { own, record, last, view, cite, named } = place
  const fact = core.init.views.lookup(view)
  if (fact === undefined) throw new DaomeshError('MEMBERSHIP_UNKNOWN', { meta: { view } })
  const parents = named !== undefined ? namedParents(core, own.stream, named, own.log) : cite ? parentsFor(core, own.stream, last) : []
  const unsealed: UnsealedHeader = {
    v: 1,
    space: core.init.space,
    log: own.log,
    seq: last === null ? 0 : last.seq + 1,
    prev: last?.id ?? null,
    parents: parents.map((parent) => parent.id),
    view,
    at: core.init.clock.now(),
    device: device.device,
    opening: last === null ? { stream: own.stream, incarnation: own.incarnation } : null,
    kind: content.kind,
    keyId: content.keyId,
  }
  const { plaintext, body } = sealed(content, unsealed)
  const header = { ...unsealed, bodyHash: bodyHashOf(body), bodySize: body.length }
  const headerBytes = encodeHeader(header)
  const wire: Unsigned = {
    id: entryIdOf(headerBytes),
    header,
    headerBytes,
    signature: unsigned,
    body,
    crc32: null,
    opened: null,
  }
  const node = makeNode(core.graph, wire.id, header, record)
  const refs = last === null ? parents : [last, ...parents]
  node.refs = refs
  node.depth = 1 + Math.max(0, ...refs.map((ref) => ref.depth))
  node.origin = last === null ? node : last.origin
  const ruling = judge({ node, header, fact, origin: node.origin ?? node, reduce: core.init.reduce, plaintext: () => plaintext })
  if (ruling.verdict === 'rejected') {
    const code = ruling.reason !== null && ruling.reason in catalogue ? (ruling.reason as ErrorCode) : 'INTERNAL'
    throw new DaomeshError(code, { meta: { kind: content.kind, reason: ruling.reason } })
  }
  node.verdict = ruling.verdict
  node.member = ruling.member
  return { node, wire, fact, ruling }
}

/** Puts what was written into the graph and the running step. */
const take = (core: Core, own: OwnLog, written: readonly Written[]): void => {
  const change: GraphChange = { completed: [], broken: [] }
  if (core.own.get(own.stream)?.incarnation !== own.incarnation) core.step.own.set(own.stream, own.incarnation)
  core.own.set(own.stream, own)
  core.proven.add(own.stream)
  for (const { node, wire, fact, ruling } of written) {
    node.depth = 0
    attach(core.graph, node, change)
    core.step.inserted.set(wire.id, { node, entry: wire })
    rule(core, node, fact, ruling)
  }
  takeChange(core, change)
}

/** Entries of one stream, all or none. */
export type AppendRequest = { readonly stream: string; readonly entries: readonly Append[] }

/** What a request came to: all that was written for it, and of that what it asked for. */
type TakenIn = { readonly written: readonly Written[]; readonly asked: readonly Written[] }

/** Takes a request into the running step; when one of its entries is refused, none of them is in it. */
const takeIn = (core: Core, device: DeviceKey, { stream, entries }: AppendRequest): TakenIn => {
  const { opening } = core.init
  const start = ownLog(core, device, stream)
  const { own, record } = start
  if (entries.some(({ log }) => log !== undefined && log !== own.log)) throw new LogEnded(`the log of ${stream} ended`)
  const view = core.init.views.current().view
  let last = start.last
  const written: Written[] = []
  const put = (content: AppendContent, inView: ViewId, named?: readonly EntryId[]): void => {
    const one = write(core, device, content, { own, record, last, view: inView, cite: written.length === 0, named })
    last = one.node
    written.push(one)
  }
  const first = entries[0]
  if (first && last === null && opening) {
    const content = opening(stream)
    if (content.kind !== first.kind) put(content, first.view ?? view)
  }
  const opened = written.length
  for (const entry of entries) put(entry, entry.view ?? view, entry.parents)
  const rows = entries.flatMap(({ meta = [] }, i) => {
    const id = written[opened + i]?.node.id
    return typeof meta !== 'function' ? meta : id === undefined ? [] : meta(id)
  })
  // Nothing of the running step is touched before all of this is known to be right.
  take(core, own, written)
  core.step.meta.push(...rows)
  return { written, asked: written.slice(opened) }
}

/** Whether what was taken in is on disk: asked when the memory is what the disk is. */
const areStored = (core: Core, outcomes: readonly PromiseSettledResult<readonly Appended[]>[]): boolean =>
  outcomes.every((outcome) => outcome.status === 'rejected' || outcome.value.every(({ id }) => core.graph.nodes.has(id)))

const tryTakeIn = (core: Core, device: DeviceKey, request: AppendRequest): PromiseSettledResult<TakenIn> => {
  try {
    return { status: 'fulfilled', value: takeIn(core, device, request) }
  } catch (reason) {
    return { status: 'rejected', reason }
  }
}

/** Signs what was taken in: all of it together, for a signature costs its author, and every peer, more than all else about an entry. */
const sign = (
  device: DeviceKey,
  outcomes: readonly PromiseSettledResult<TakenIn>[],
): readonly PromiseSettledResult<readonly Appended[]>[] => {
  const wires = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value.written.map(({ wire }) => wire) : []))
  const signatures = signTogether(
    wires.map(({ headerBytes }) => headerBytes),
    device.sign,
  )
  for (const [i, wire] of wires.entries()) wire.signature = signatures[i] ?? unsigned
  return outcomes.map((outcome) =>
    outcome.status === 'rejected'
      ? outcome
      : {
          status: 'fulfilled',
          value: outcome.value.asked.map(({ node, wire }) => ({ id: node.id, log: node.log.id, seq: node.seq, bytes: encodeEntry(wire) })),
        },
  )
}

/**
 * Writes what several asked for at once, with one flush of the disk; durable when it resolves. A request that the rules would reject is refused with the reason and
 * does not touch the others.
 * @throws DaomeshError `STORAGE_FAILED`, `STORAGE_DAMAGED`: nothing of any of them is kept. LogEnded for a request whose log is another one by now.
 */
export const append = async (
  core: Core,
  requests: readonly AppendRequest[],
  breathe: () => Promise<void>,
): Promise<readonly PromiseSettledResult<readonly Appended[]>[]> => {
  const { device } = core.init
  if (device === undefined) throw new DaomeshError('IDENTITY_MISSING')
  const taken = requests.map((request) => {
    const outcome = tryTakeIn(core, device, request)
    // What the next one cites, and whether its own log goes on, follows from what counts now.
    settle(core)
    return outcome
  })
  const outcomes = sign(device, taken)
  if (outcomes.every(({ status }) => status === 'rejected')) return outcomes
  try {
    await advance(core, breathe)
  } catch (error) {
    rollBack(core)
    // Here and not by the turn, which does not hear of it: each request is told by itself. Where the disk refuses this too, the next step does it.
    await settleAgain(core, breathe)
    if (!areStored(core, outcomes)) throw error
  }
  return outcomes
}
