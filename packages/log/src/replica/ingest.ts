import { decodeEntry, DaomeshError, type IngestOptions, type IngestReport, limits, signedBytes, type WireEntry } from '@daomesh/protocol'
import { advance, takeChange } from './advance.ts'
import { endOwnLog } from './continuity.ts'
import type { Core } from './core.ts'
import { attachHeader, evictIncomplete, type GraphChange, standsOn } from './graph.ts'
import { makeNode } from './model.ts'

type Parsed = { readonly entries: readonly WireEntry[]; readonly known: number; readonly refused: number }

/** Cheap checks first: form, space, duplicates, and whether a known prev contradicts it. */
const parse = (core: Core, batch: readonly Uint8Array[]): Parsed => {
  const entries = new Map<string, WireEntry>()
  let known = 0
  let refused = 0
  for (const bytes of batch) {
    const entry = parseOne(core, bytes)
    if (entry === null) refused++
    else if (core.graph.nodes.has(entry.id) || entries.has(entry.id)) known++
    // A pruned body proves nothing yet: the entry is taken when someone brings it whole.
    else if (entry.body !== null) entries.set(entry.id, entry)
  }
  return { entries: [...entries.values()], known, refused }
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

const verify = async (core: Core, entries: readonly WireEntry[]): Promise<readonly WireEntry[]> => {
  const results = await core.init.verifier.verifyDevice(
    entries.map(({ header, headerBytes, signature }) => ({ device: header.device, message: signedBytes(headerBytes), signature })),
  )
  return entries.filter((_, i) => results[i] === true)
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

type Checked = { readonly entries: readonly WireEntry[]; readonly known: number; readonly refused: number }

const check = async (core: Core, batch: readonly Uint8Array[]): Promise<Checked> => {
  const { entries, known, refused } = parse(core, batch)
  const verified = entries.length === 0 ? [] : await verify(core, entries)
  return { entries: verified, known, refused: refused + entries.length - verified.length }
}

/**
 * Takes entries from a peer: verifies, stores and judges them, one transaction per batch, which is checked while the one before it is stored; with `durable: false` one that the next durable write
 * makes safe.
 * @throws DaomeshError `STORAGE_FAILED`: batches before the failing one are stored.
 */
export const ingest = async (
  core: Core,
  bytes: readonly Uint8Array[],
  { durable = true }: IngestOptions,
  breathe: () => Promise<void>,
): Promise<IngestReport> => {
  const stored: WireEntry['id'][] = []
  let known = 0
  let refused = 0
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
    // What the batch before it brought was not here yet when this one was checked.
    const unknown = checked.entries.filter(({ id }) => !core.graph.nodes.has(id))
    const fresh = unknown.filter((entry) => !contradicts(core, entry))
    known += checked.known + checked.entries.length - unknown.length
    refused += checked.refused + unknown.length - fresh.length
    if (fresh.length === 0) continue
    core.step.durable = durable
    try {
      take(core, fresh)
      for (const id of core.step.inserted.keys()) stored.push(id)
      await advance(core, breathe)
    } finally {
      core.step.durable = true
    }
  }
  return { stored, known, refused }
}
