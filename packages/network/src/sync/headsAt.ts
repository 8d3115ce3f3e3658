import { compareBytes, fromHex, type LogHead, type LogId, type SyncSpace } from '@daomesh/protocol'

const byLog = (a: LogHead, b: LogHead): number => compareBytes(fromHex(a.log), fromHex(b.log))

/** One page of heads in the order of log ids, starting after a log. */
export const headsPage = (
  space: SyncSpace,
  stream: string,
  after: LogId | null,
  size: number,
): { readonly heads: readonly LogHead[]; readonly more: boolean } => {
  const all = [...space.heads(stream)].sort(byLog).filter((head) => after === null || head.log > after)
  return { heads: all.slice(0, size), more: all.length > size }
}

/** The last seq below which a log has one history: its end, or the entry before its fork. */
export const lastSingle = (head: LogHead): number => (head.state === 'open' ? head.seq : head.seq - 1)

/** True when the peer holds entries of this log that are missing here. */
export const missesSome = (space: SyncSpace, own: LogHead | undefined, theirs: LogHead): boolean => {
  if (own === undefined) return true
  if (theirs.state === 'open') {
    if (own.state === 'forked') return !space.has(theirs.id)
    return own.seq < theirs.seq || space.idAt(theirs.log, theirs.seq) !== theirs.id
  }
  if (own.state === 'open') return true
  return [...theirs.proof, ...theirs.tips].some((id) => !space.has(id))
}
