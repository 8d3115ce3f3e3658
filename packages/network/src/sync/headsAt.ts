import { limits, type LogHead, type LogId, type SyncSpace } from '@daomesh/protocol'
import { syncLimits } from './syncFrames.ts'

/** Two of them and a page of this size still fit into a frame. */
const mostBytes = limits.frameBytes / 2
/** A hash in a frame: its head and 32 bytes. */
const hashBytes = 34

const byLog = (a: LogHead, b: LogHead): number => (a.log < b.log ? -1 : 1)
/** At most so many bytes does a head take in a frame: hashes, a number, an array or two. */
const bytesOf = (head: LogHead): number => 16 + hashBytes * (head.state === 'open' ? 2 : 3 + Math.min(head.tips.length, syncLimits.tips))

/** How many of them fit into one frame: a hostile device can fork many logs, and each fork into many branches. */
const fitting = (heads: readonly LogHead[], most: number): number => {
  let bytes = 0
  const end = heads.findIndex((head, i) => {
    bytes += bytesOf(head)
    return i > 0 && (bytes > mostBytes || i >= most)
  })
  return end === -1 ? heads.length : end
}

/** One page of heads in the order of log ids, starting after a log: no more than fit into a frame. */
export const headsPage = (
  space: SyncSpace,
  stream: string,
  after: LogId | null,
  size: number,
): { readonly heads: readonly LogHead[]; readonly more: boolean } => {
  const all = [...space.heads(stream)].sort(byLog).filter((head) => after === null || head.log > after)
  const count = fitting(all, size)
  return { heads: all.slice(0, count), more: all.length > count }
}

/** The last seq below which a log has one history: its end, or the entry before its fork. */
export const lastSingle = (head: LogHead): number => (head.state === 'open' ? head.seq : head.seq - 1)

/** True when the peer holds entries of this log that are missing here. */
export const missesSome = (space: SyncSpace, own: LogHead | null, theirs: LogHead): boolean => {
  if (own === null) return true
  if (theirs.state === 'open') {
    if (own.state === 'forked') return !space.has(theirs.id)
    return own.seq < theirs.seq || space.idAt(theirs.log, theirs.seq) !== theirs.id
  }
  if (own.state === 'open') return true
  return [...theirs.proof, ...theirs.tips].some((id) => !space.has(id))
}
