import { decodeEntry, type DeviceId, limits, type LogId, type SyncSpace } from '@daomesh/protocol'
import type { Ask } from './asker.ts'
import { causalPages } from './causalPages.ts'
import { headsPage } from './headsAt.ts'
import { type LogSeq, type StreamHead, type SyncFrame, syncLimits } from './syncFrames.ts'

type Send = (frame: SyncFrame) => Promise<void>

const serveRoots = async (ask: Extract<Ask, { type: 'askRoots' }>, space: SyncSpace, send: Send): Promise<void> => {
  const { root, streams } = space.roots()
  const { channel, after } = ask
  if (root === ask.root) return send({ type: 'roots', channel, root, streams: [], more: false })
  const all = [...streams].sort((a, b) => (a.stream < b.stream ? -1 : 1)).filter((s) => after === null || s.stream > after)
  const page = all.slice(0, syncLimits.rootsPerFrame)
  await send({ type: 'roots', channel, root, streams: page, more: all.length > page.length })
}

/** Reads a page at a time and waits until the stream takes it, so that a slow reader costs one batch of memory (N10). */
const serveRanges = async (channel: number, ranges: readonly LogSeq[], space: SyncSpace, send: Send): Promise<void> => {
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
  for (const page of causalPages(space, ranges)) {
    for (const entry of page.entries) {
      if (entries.length >= limits.batchEntries || (entries.length > 0 && size + entry.length > 2 * syncLimits.batchBytes))
        await flush(false)
      entries.push(entry)
      size += entry.length
    }
    reached.set(page.range, page.next)
    if (size >= syncLimits.batchBytes || entries.length >= limits.batchEntries) await flush(false)
  }
  await flush(true)
}

const authors = new WeakMap<SyncSpace, Map<LogId, DeviceId>>()

/** Which device writes a log: read from its first entry, the only time the network looks inside one. Logs never change hands, so it is kept. */
const authorOf = (space: SyncSpace, log: LogId): DeviceId | null => {
  const known = authors.get(space) ?? new Map<LogId, DeviceId>()
  authors.set(space, known)
  const cached = known.get(log)
  if (cached !== undefined) return cached
  const first = space.range(log, 0, 1).entries[0]
  if (first === undefined) return null
  const { device } = decodeEntry(first).header
  known.set(log, device)
  return device
}

/** Every head of one device's logs, governance and drafts alike. */
export const headsOfDevice = (space: SyncSpace, device: DeviceId): readonly StreamHead[] =>
  space
    .roots()
    .streams.flatMap(({ stream }) => space.heads(stream).map((head) => ({ stream, head })))
    .filter(({ head }) => authorOf(space, head.log) === device)

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
      return serveRanges(channel, ask.ranges, space, send)
    case 'askDevice':
      return send({ type: 'deviceHeads', channel, heads: headsOfDevice(space, ask.device).slice(0, syncLimits.headsPerFrame) })
  }
}
