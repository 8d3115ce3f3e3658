import { limits } from '@daomesh/protocol'
import { commit } from './commit.ts'
import type { Core } from './core.ts'
import { drain } from './drain.ts'
import type { GraphChange } from './graph.ts'
import { refold } from './refold.ts'

/** Takes a graph change into the running step. */
export const takeChange = (core: Core, change: GraphChange): void => {
  for (const node of change.completed) core.ready.push(node)
  for (const node of change.broken) core.step.dropped.add(node.id)
}

/** Judges whatever is ready, one transaction per batch, and folds again where something ceased to count. */
export const advance = async (core: Core, breathe: () => Promise<void>): Promise<void> => {
  for (;;) {
    const done = drain(core, limits.batchEntries)
    commit(core)
    if (done) break
    await breathe()
  }
  if (core.refoldDue) await refold(core, breathe)
}
