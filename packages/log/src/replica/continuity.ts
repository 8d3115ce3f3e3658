import type { LogHead } from '@daomesh/protocol'
import type { Core } from './core.ts'

/** How an own log must go on: `proven` where it ended, `fresh` in a new incarnation, `unproven`: nobody answered yet. */
export type Continuity = 'proven' | 'fresh' | 'unproven'

/** Whether a peer's head of an own log shows writing that this store does not hold. */
const contradicts = (core: Core, head: LogHead): boolean => {
  const record = core.graph.logs.get(head.log)
  if (head.state === 'forked' || !record || record.forkSeq !== null) return true
  if (record.head === null || head.seq > record.head.seq) return true
  return record.bySeq.get(head.seq)?.every((node) => node.id !== head.id) ?? true
}

/** Judges the answers of peers to "what do you hold of my own logs?": one list of heads per peer that answered. */
export const proveContinuity = (core: Core, answers: readonly (readonly LogHead[])[]): ReadonlyMap<string, Continuity> => {
  const found = new Map<string, Continuity>()
  for (const own of core.own.values()) {
    const heads = answers.flat().filter((head) => head.log === own.log)
    if (heads.some((head) => contradicts(core, head))) {
      core.own.delete(own.stream)
      core.proven.delete(own.stream)
      core.step.own.set(own.stream, null)
      found.set(own.stream, 'fresh')
    } else if (answers.length > 0) {
      core.proven.add(own.stream)
      found.set(own.stream, 'proven')
    } else found.set(own.stream, core.proven.has(own.stream) ? 'proven' : 'unproven')
  }
  return found
}
