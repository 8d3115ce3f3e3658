import { advance } from './advance.ts'
import { rollBack } from './commit.ts'
import type { Core } from './core.ts'

/** The memory is what the disk holds, as at a start: what is ready is judged and folded as there, or nothing could be claimed before the next step. */
export const settleAgain = async (core: Core, breathe: () => Promise<void>): Promise<void> => {
  if (core.closed || (core.ready.length === 0 && !core.refoldDue)) return
  try {
    await advance(core, breathe)
  } catch {
    // The disk refuses still: the next step tries it again.
    rollBack(core)
  }
}
