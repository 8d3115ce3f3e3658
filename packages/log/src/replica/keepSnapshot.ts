import { writeSnapshot } from '../snapshot/writeSnapshot.ts'
import type { Core } from './core.ts'

/** A start reads so many entries in a twentieth of a second: fewer are not worth a snapshot. */
const fewest = 1_024
/** While the replica runs a snapshot is made anew when it has grown by a fourth, so that all of them together cost a few times the last. */
const growth = 4
/** While somebody waits for it, a snapshot waits until so many times as much came: a talk that never rests for a moment is rare, and would be held up. */
const patience = 16

const least = (core: Core): number => core.init.snapshotEntries ?? fewest
const addedSince = (core: Core): number => core.graph.order.length - core.snapshotCount

/** Whether a start now would have much to read beside the snapshot. */
export const isSnapshotDue = (core: Core, isWaitedFor: boolean): boolean =>
  addedSince(core) >= Math.max(least(core) * growth, core.snapshotCount / growth) * (isWaitedFor ? patience : 1)
/** The same at the beginning and at the end, when there is time. */
export const isSnapshotWorth = (core: Core): boolean => addedSince(core) >= least(core)

/** Hashes what a snapshot would otherwise hash at once when it begins. */
export const settleRegisters = async (core: Core, breathe: () => Promise<void>): Promise<void> => {
  try {
    await core.state.settle(breathe)
  } catch {
    // The snapshot meets it again, and tells.
  }
}

/**
 * Writes a snapshot beside the rows. Begin it between two steps; steps may come while it runs. One that cannot be written, or that a step has overtaken, costs
 * the next start its time and nothing else.
 */
export const keepSnapshot = async (core: Core, breathe: () => Promise<void>): Promise<void> => {
  const { graph } = core
  const { space, store, onListenerFailure } = core.init
  if (core.refoldDue) return
  try {
    const mark = store.mark(space)
    if (mark === null) return
    core.snapshotCount = graph.order.length
    const { bytes, open } = await writeSnapshot(core, breathe)
    if (core.graph === graph && !core.closed) await store.keepSnapshot(space, { mark, open, bytes })
    core.snapshotFailure = null
  } catch (error) {
    // The records are as safe as before, and what keeps one snapshot from being written mostly keeps the next from it too: it is told of once.
    const failure = String(error)
    if (core.snapshotFailure !== failure) onListenerFailure?.(error)
    core.snapshotFailure = failure
  }
}
