import { governanceStream, type LogHead, type LogId, type StreamRoot, type SyncSpace } from '@daomesh/protocol'
import type { Asker } from './asker.ts'
import { commonPrefix } from './commonPrefix.ts'
import { fault } from '../frames/fault.ts'
import { lastSingle, missesSome } from './headsAt.ts'
import { type LogSeq, syncLimits } from './syncFrames.ts'
import { pullBranches } from './pullBranches.ts'
import { type Counted, takeBatches } from './takeBatches.ts'

export type PullReport = {
  readonly equal: boolean
  readonly stored: number
  readonly known: number
  /** Logs the peer claimed to hold and did not deliver (D8). */
  readonly withheld: number
}

export type PullParameters = {
  readonly asker: Asker
  readonly channel: number
  readonly space: SyncSpace
  /** Resolves when what is on its way by gossip has come. */
  readonly arrivals: () => Promise<void>
}

const governanceFirst = (a: StreamRoot, b: StreamRoot): number =>
  Number(b.stream === governanceStream) - Number(a.stream === governanceStream) || (a.stream < b.stream ? -1 : 1)

/** Those that differ, as many as one session looks at: what is fetched makes room for the others in the next. Governance is always among them. */
const differingStreams = async ({ asker, channel, space }: PullParameters): Promise<readonly StreamRoot[] | null> => {
  const own = space.roots()
  const ownRoots = new Map(own.streams.map((s) => [s.stream, s.root]))
  const differing: StreamRoot[] = []
  const isLookedAt = ({ stream, root }: StreamRoot): boolean =>
    ownRoots.get(stream) !== root && (differing.length < syncLimits.streams || stream === governanceStream)
  let equal = false
  let after: string | null = null
  let more = true
  while (more) {
    await asker.ask({ type: 'askRoots', channel, root: own.root, after }, (reply) => {
      equal = reply.root === own.root
      for (const one of reply.streams) {
        if (after !== null && one.stream <= after) throw fault('streams out of order')
        if (isLookedAt(one)) differing.push(one)
        after = one.stream
      }
      if (reply.more && reply.streams.length === 0) throw fault('empty page')
      more = reply.more && !equal
      return true
    })
  }
  return equal ? null : differing.sort(governanceFirst)
}

type HeadsPage = { readonly heads: readonly LogHead[]; readonly more: boolean }

const headsAfter = async ({ asker, channel }: PullParameters, stream: string, from: LogId | null): Promise<HeadsPage> => {
  let page: HeadsPage = { heads: [], more: false }
  await asker.ask({ type: 'askHeads', channel, stream, after: from }, (reply) => {
    let after = from
    for (const { log } of reply.heads) {
      if (after !== null && log <= after) throw fault('heads out of order')
      after = log
    }
    if (reply.more && reply.heads.length === 0) throw fault('empty page')
    page = reply
    return true
  })
  return page
}

const idsOf = async ({ asker, channel }: PullParameters, places: readonly LogSeq[]) => {
  let ids: readonly (string | null)[] = []
  await asker.ask({ type: 'askIds', channel, places }, (reply) => {
    if (reply.ids.length !== places.length) throw fault('wrong number of ids')
    ids = reply.ids
    return true
  })
  return ids
}

/** From where each log must be fetched. The first probe of every log travels in one ask; only a log that differs there is searched. */
const missingRanges = async (p: PullParameters, heads: readonly LogHead[]): Promise<readonly LogSeq[]> => {
  const ranges: LogSeq[] = []
  const probes: LogSeq[] = []
  for (const theirs of heads) {
    const ours = p.space.head(theirs.log)
    if (!missesSome(p.space, ours, theirs)) continue
    const top = ours === null ? -1 : Math.min(lastSingle(ours), lastSingle(theirs))
    if (top < 0) ranges.push({ log: theirs.log, seq: 0 })
    else probes.push({ log: theirs.log, seq: top })
  }
  for (let i = 0; i < probes.length; i += syncLimits.idsPerFrame) {
    const page = probes.slice(i, i + syncLimits.idsPerFrame)
    const ids = await idsOf(p, page)
    for (const [j, { log, seq }] of page.entries()) {
      const probed = ids[j] ?? null
      const agreed =
        probed !== null && probed === p.space.idAt(log, seq)
          ? seq
          : await commonPrefix(
              seq - 1,
              (at) => p.space.idAt(log, at),
              async (at) => ((await idsOf(p, [{ log, seq: at }]))[0] ?? null) as ReturnType<SyncSpace['idAt']>,
            )
      ranges.push({ log, seq: agreed + 1 })
    }
  }
  return ranges
}

const fetchRanges = async (p: PullParameters, ranges: readonly LogSeq[], counted: Counted): Promise<void> => {
  const next = ranges.map((range): number | null => range.seq)
  const batches = takeBatches(p.space, counted)
  const asked = p.asker.ask({ type: 'askRanges', channel: p.channel, ranges }, async (batch) => {
    for (const step of batch.progress) {
      const before = next[step.range]
      if (before === undefined || before === null) throw fault('range not asked or already ended')
      if (step.next !== null && step.next <= before) throw fault('range without progress')
      next[step.range] = step.next
    }
    if (!batch.last && batch.progress.length === 0 && batch.entries.length === 0) throw fault('batch without progress')
    if (batch.entries.length > 0) await batches.begin(batch.entries)
    if (batch.last) await batches.finished()
    return batch.last
  })
  await Promise.race([asked, batches.failed])
}

/** Whether it lacks only the ends of logs that it follows: a log that is not here at all has not just begun. */
const lacksEndsOnly = (space: SyncSpace, heads: readonly LogHead[]): boolean => heads.every(({ log }) => space.head(log) !== null)

/** Whether something is here already of what would be fetched from a place on: then the two have different branches, and only what is missing is asked for. */
const isBranched = (space: SyncSpace, { log, seq }: LogSeq): boolean => space.depthAt(log, seq) !== null

/** @returns how many logs of a page the peer named and did not deliver. */
const fetchPage = async (p: PullParameters, heads: readonly LogHead[], counted: Counted): Promise<number> => {
  const all = await missingRanges(p, heads)
  const [ranges, branched] = [all.filter((range) => !isBranched(p.space, range)), all.filter((range) => isBranched(p.space, range))]
  for (let i = 0; i < ranges.length; i += syncLimits.rangesPerFrame)
    await fetchRanges(p, ranges.slice(i, i + syncLimits.rangesPerFrame), counted)
  for (const range of branched) await pullBranches(p, range, counted)
  if (all.length === 0) return 0
  const asked = new Set(all.map((range) => range.log))
  return heads.filter((head) => asked.has(head.log) && missesSome(p.space, p.space.head(head.log), head)).length
}

/**
 * One page of heads after the other, each worked off before the next is asked for: however many logs somebody wrote, and forked, a page is all that is held.
 * @returns how many logs the peer named and did not deliver.
 */
const fetchStreams = async (p: PullParameters, streams: readonly StreamRoot[], counted: Counted): Promise<number> => {
  let withheld = 0
  let hasWaited = false
  for (const { stream } of streams) {
    let after: LogId | null = null
    let more = true
    while (more) {
      const page = await headsAfter(p, stream, after)
      // Only before the first: a second for each of many drafts would make the session as long as they are many.
      if (!hasWaited && lacksEndsOnly(p.space, page.heads)) await p.arrivals()
      hasWaited = true
      withheld += await fetchPage(p, page.heads, counted)
      after = page.heads.at(-1)?.log ?? after
      ;({ more } = page)
    }
  }
  return withheld
}

/**
 * Fetches what the peer holds of a space and we do not: roots, then heads only where roots differ, then ranges, governance before drafts. What was stored is
 * flushed at the end.
 * @throws DaomeshError `SYNC_FRAME` for an answer that breaks the protocol, `ENTRY_MALFORMED` when the peer sent refused entries.
 */
export const pull = async (p: PullParameters): Promise<PullReport> => {
  const streams = await differingStreams(p)
  if (streams === null) return { equal: true, stored: 0, known: 0, withheld: 0 }
  const counted = { stored: 0, known: 0 }
  const withheld = await fetchStreams(p, streams, counted)
  if (counted.stored > 0) await p.space.ingest([], { durable: true })
  return { equal: false, ...counted, withheld }
}
