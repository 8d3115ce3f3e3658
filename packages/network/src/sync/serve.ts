import { limits, type LogHead, type LogId, type SyncSpace } from '@daomesh/protocol'
import type { Ask } from './asker.ts'
import { causalPages } from './causalPages.ts'
import { headsPage } from './headsAt.ts'
import { type Branches, type SyncFrame, syncLimits } from './syncFrames.ts'

type Send = (frame: SyncFrame) => Promise<void>

const serveRoots = async (ask: Extract<Ask, { type: 'askRoots' }>, space: SyncSpace, send: Send): Promise<void> => {
  const { root, streams } = space.roots()
  const { channel, after } = ask
  if (root === ask.root) return send({ type: 'roots', channel, root, streams: [], more: false })
  const all = [...streams].sort((a, b) => (a.stream < b.stream ? -1 : 1)).filter((s) => after === null || s.stream > after)
  const page = all.slice(0, syncLimits.rootsPerFrame)
  await send({ type: 'roots', channel, root, streams: page, more: all.length > page.length })
}

/** Pages as they are read, `range` null where none was asked for. */
type Page = { readonly entries: Iterable<Uint8Array>; readonly range: number | null; readonly next: number | null }

/** Reads a page at a time and waits until the stream takes it, so that a slow reader costs one batch of memory (N10). */
const servePages = async (channel: number, pages: Iterable<Page>, send: Send): Promise<void> => {
  let entries: Uint8Array[] = []
  const reached = new Map<number, number | null>()
  let size = 0
  const flush = async (last: boolean): Promise<void> => {
    const progress = Array.from(reached, ([range, next]) => ({ range, next }))
    const frame: SyncFrame = { type: 'batch', channel, entries, progress, last }
    entries = []
    reached.clear()
    size = 0
    await send(frame)
  }
  for (const page of pages) {
    for (const entry of page.entries) {
      if (entries.length >= limits.batchEntries || (entries.length > 0 && size + entry.length > 2 * syncLimits.batchBytes))
        await flush(false)
      entries.push(entry)
      size += entry.length
    }
    if (page.range !== null) reached.set(page.range, page.next)
    if (size >= syncLimits.batchBytes || entries.length >= limits.batchEntries) await flush(false)
  }
  await flush(true)
}

/** What lies beside each other at each place from one on, as many ids as a frame holds. */
const serveBranches = ({ channel, log, seq, after }: Extract<Ask, { type: 'askBranches' }>, space: SyncSpace): SyncFrame => {
  const places: Branches[] = []
  let left: number = syncLimits.idsPerFrame
  for (let at = seq; ; at++) {
    const here = space.idsAt(log, at).filter((id) => at !== seq || after === null || id > after)
    const ids = here.slice(0, left)
    left -= ids.length
    if (ids.length > 0) places.push({ seq: at, ids })
    const isLast = space.depthAt(log, at + 1) === null
    if (left === 0 || isLast) return { type: 'branches', channel, places, more: ids.length < here.length || !isLast }
  }
}

function* wantedPages(space: SyncSpace, log: LogId, places: readonly Branches[]): Generator<Page> {
  for (const { seq, ids } of places) yield { entries: space.entriesAt(log, seq, new Set(ids)), range: null, next: null }
}

/** Tips are left out, so that an answer of any kind fits into a frame. */
const bareHead = (head: LogHead | null): LogHead | null => (head?.state === 'forked' ? { ...head, tips: [] } : head)

/** Answers one question of an admitted peer. */
export const serve = async (ask: Ask, space: SyncSpace, send: Send): Promise<void> => {
  const { channel } = ask
  switch (ask.type) {
    case 'askRoots':
      return serveRoots(ask, space, send)
    case 'askHeads':
      return send({ type: 'heads', channel, ...headsPage(space, ask.stream, ask.after, syncLimits.headsPerFrame) })
    case 'askIds':
      return send({ type: 'ids', channel, ids: ask.places.map(({ log, seq }) => space.idAt(log, seq)) })
    case 'askRanges':
      return servePages(channel, causalPages(space, ask.ranges), send)
    case 'askBranches':
      return send(serveBranches(ask, space))
    case 'askEntries':
      return servePages(channel, wantedPages(space, ask.log, ask.places), send)
    case 'askLogs':
      return send({ type: 'logHeads', channel, heads: ask.logs.map((log) => bareHead(space.head(log))) })
  }
}
