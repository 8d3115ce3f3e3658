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
  const { header } = entry
  if (header.space !== core.init.space) return null
  const prev = header.prev === null ? undefined : core.graph.nodes.get(header.prev)
  if (prev && !standsOn(makeNode(core.graph, entry.id, header, core.graph.logs.get(header.log) ?? prev.log), prev)) return null
  return entry
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

/**
 * Takes entries from a peer: verifies, stores and judges them, one transaction per batch; with `durable: false` one that the next durable write
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
  for (let at = 0; at < bytes.length; at += limits.batchEntries) {
    if (at > 0) await breathe()
    const parsed = parse(core, bytes.slice(at, at + limits.batchEntries))
    const verified = parsed.entries.length === 0 ? [] : await verify(core, parsed.entries)
    known += parsed.known
    refused += parsed.refused + parsed.entries.length - verified.length
    if (verified.length === 0) continue
    core.step.durable = durable
    try {
      take(core, verified)
      for (const id of core.step.inserted.keys()) stored.push(id)
      await advance(core, breathe)
    } finally {
      core.step.durable = true
    }
  }
  return { stored, known, refused }
}
