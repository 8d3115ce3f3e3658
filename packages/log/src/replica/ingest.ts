import { decodeEntry, DaomeshError, type EntryId, type IngestReport, limits, signedBytes, type WireEntry } from '@daomesh/protocol'
import { advance, takeChange } from './advance.ts'
import { endOwnLog } from './continuity.ts'
import type { Core } from './core.ts'
import { attachHeader, evictIncomplete, type GraphChange, standsOn } from './graph.ts'
import { makeNode } from './model.ts'

/** What becomes of bytes before the replica takes them; an entry is one to take. A pruned one proves nothing yet: it is taken when someone brings it whole. */
type Fate = 'known' | 'refused' | 'pruned' | WireEntry

/** Cheap checks first: form, space, whether it is here, and whether a known prev contradicts it. */
const parse = (core: Core, bytes: Uint8Array): Fate => {
  const entry = parseOne(core, bytes)
  if (entry === null) return 'refused'
  if (core.graph.nodes.has(entry.id)) return 'known'
  return entry.body === null ? 'pruned' : entry
}

const parseOne = (core: Core, bytes: Uint8Array): WireEntry | null => {
  let entry: WireEntry
  try {
    entry = decodeEntry(bytes)
  } catch (error) {
    if (error instanceof DaomeshError) return null
    throw error
  }
  if (entry.header.space !== core.init.space || contradicts(core, entry)) return null
  return entry
}

/** Whether its prev is here and is not the entry before it. */
const contradicts = (core: Core, { id, header }: WireEntry): boolean => {
  const prev = header.prev === null ? undefined : core.graph.nodes.get(header.prev)
  return prev !== undefined && !standsOn(makeNode(core.graph, id, header, core.graph.logs.get(header.log) ?? prev.log), prev)
}

const isEntry = (fate: Fate): fate is WireEntry => typeof fate !== 'string'

/** Signatures. Of copies of one entry the first that is well signed is taken: a badly signed copy does not stand in the way of a good one. */
const check = async (core: Core, batch: readonly Uint8Array[]): Promise<readonly Fate[]> => {
  const fates = batch.map((bytes) => parse(core, bytes))
  const entries = fates.filter(isEntry)
  if (entries.length === 0) return fates
  const results = await core.init.verifier.verifyDevice(
    entries.map(({ header, headerBytes, signature }) => ({ device: header.device, message: signedBytes(headerBytes), signature })),
  )
  const good = new Set(entries.filter((_, i) => results[i] === true))
  const seen = new Set<string>()
  return fates.map((fate) => {
    if (!isEntry(fate)) return fate
    if (!good.has(fate)) return 'refused'
    if (seen.has(fate.id)) return 'known'
    seen.add(fate.id)
    return fate
  })
}

/** An own entry that came from outside was written by another copy of this home: this copy must not go on in that log. */
const guardOwn = (core: Core, entry: WireEntry): void => {
  if (entry.header.device !== core.device) return
  for (const own of core.own.values())
    if (own.log === entry.header.log) {
      endOwnLog(core, own.stream)
    }
}

const take = (core: Core, entries: readonly WireEntry[]): void => {
  const change: GraphChange = { completed: [], broken: [] }
  for (const entry of entries) {
    guardOwn(core, entry)
    core.parsed.set(entry.id, entry)
    const node = attachHeader(core.graph, entry.id, entry.header, change)
    core.step.inserted.set(entry.id, { node, bytes: entry })
  }
  takeChange(core, change)
  for (const node of evictIncomplete(core.graph, limits.pendingEntries)) core.step.dropped.add(node.id)
  for (const id of core.step.dropped) if (core.step.inserted.delete(id)) core.step.dropped.delete(id)
}

/** Bytes that one peer brought. */
export type IngestRequest = { readonly bytes: readonly Uint8Array[]; readonly durable: boolean }

/** What was checked is looked at once more: the batch before it may have brought it, or its prev. */
const recheck = (core: Core, fate: Fate): Fate => {
  if (!isEntry(fate)) return fate
  if (core.graph.nodes.has(fate.id)) return 'known'
  return contradicts(core, fate) ? 'refused' : fate
}

/** What became of bytes in the end. */
type Outcome = Exclude<Fate, WireEntry> | 'dropped' | { readonly stored: EntryId }

const store = async (core: Core, fates: readonly Fate[], durable: boolean, breathe: () => Promise<void>): Promise<readonly Outcome[]> => {
  const fresh = fates.filter(isEntry)
  const kept = new Set<EntryId>()
  if (fresh.length > 0) {
    core.step.durable = durable
    try {
      take(core, fresh)
      for (const id of core.step.inserted.keys()) kept.add(id)
      await advance(core, breathe)
    } finally {
      core.step.durable = true
    }
  }
  return fates.map((fate) => (!isEntry(fate) ? fate : kept.has(fate.id) ? { stored: fate.id } : 'dropped'))
}

const reportOf = (outcomes: readonly Outcome[]): IngestReport => {
  const count = (which: Outcome): number => outcomes.filter((outcome) => outcome === which).length
  return {
    stored: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome.stored])),
    known: count('known'),
    refused: count('refused'),
  }
}

/**
 * Takes entries from peers: verifies, stores and judges them, one transaction per batch, which is checked while the one before it is stored. What several
 * brought at once shares batches. Where all say `durable: false`, the next durable write makes it safe.
 * @returns one report per request.
 * @throws DaomeshError `STORAGE_FAILED`: batches before the failing one are stored.
 */
export const ingest = async (
  core: Core,
  requests: readonly IngestRequest[],
  breathe: () => Promise<void>,
): Promise<readonly IngestReport[]> => {
  const bytes = requests.flatMap((request) => request.bytes)
  const durable = requests.some((request) => request.durable)
  const outcomes: Outcome[] = []
  let next = check(core, bytes.slice(0, limits.batchEntries))
  for (let at = 0; at < bytes.length; at += limits.batchEntries) {
    if (at > 0) await breathe()
    const checked = await next
    const ahead = at + limits.batchEntries
    if (ahead < bytes.length) {
      next = check(core, bytes.slice(ahead, ahead + limits.batchEntries))
      // Should this batch fail, nobody waits for the next one any more.
      next.catch(() => undefined)
    }
    const batch = checked.map((fate) => recheck(core, fate))
    for (const outcome of await store(core, batch, durable, breathe)) outcomes.push(outcome)
  }
  let from = 0
  return requests.map((request) => reportOf(outcomes.slice(from, (from += request.bytes.length))))
}
