import type { LogHead, LogId } from '@daomesh/protocol'
import { noChanges } from '../store/LogStore.ts'
import type { Core } from './core.ts'

/** How an own log must go on: `proven` where it ended, `fresh` in a new incarnation, `unproven`: nobody could say, which means the same. */
export type Continuity = 'proven' | 'fresh' | 'unproven'

/** The next write of the stream begins a new log. Durable with the running step. */
export const endOwnLog = (core: Core, stream: string): void => {
  core.own.delete(stream)
  core.proven.delete(stream)
  core.step.own.set(stream, null)
}

/**
 * Called before entries of a log leave for somebody else. An own log whose end is not proven ends here: from now on whoever holds it may have it
 * from this very store, so that nobody could prove any more that nothing was written after it. That is on the disk before anything leaves, beside whatever step
 * is running: a start after a crash must not take the bytes that come back for a proof.
 * @throws DaomeshError `STORAGE_FAILED`: then nothing may leave.
 */
export const endWhenGiven = (core: Core, log: LogId): void => {
  for (const { log: own, stream } of core.own.values())
    if (own === log && !core.proven.has(stream)) {
      core.init.store.commit(core.init.space, { ...noChanges, own: [{ stream, incarnation: null }] })
      endOwnLog(core, stream)
      return
    }
}

/** Whether a peer's head of an own log shows writing that this store does not hold. */
const contradicts = (core: Core, head: LogHead): boolean => {
  const record = core.graph.logs.get(head.log)
  if (head.state === 'forked' || !record || record.forkSeq !== null) return true
  if (record.head === null || head.seq > record.head.seq) return true
  return record.bySeq.get(head.seq)?.every((node) => node.id !== head.id) ?? true
}

/** Whether a peer holds an own log exactly as far as this store does. Who holds less, or nothing, knows nothing of what came after. */
const confirms = (core: Core, head: LogHead): boolean => head.state === 'open' && core.graph.logs.get(head.log)?.head?.id === head.id

/** Judges the answers of peers to "what do you hold of my own logs?": one list of heads per peer that answered. */
export const proveContinuity = (core: Core, answers: readonly (readonly LogHead[])[]): ReadonlyMap<string, Continuity> => {
  const found = new Map<string, Continuity>()
  for (const own of core.own.values()) {
    const heads = answers.flat().filter((head) => head.log === own.log)
    if (heads.some((head) => contradicts(core, head))) {
      endOwnLog(core, own.stream)
      found.set(own.stream, 'fresh')
      continue
    }
    if (heads.some((head) => confirms(core, head))) core.proven.add(own.stream)
    found.set(own.stream, core.proven.has(own.stream) ? 'proven' : 'unproven')
  }
  return found
}
