import { toDaomeshError } from '@daomesh/protocol'
import { followChanges } from '../changes/followChanges.ts'
import type { NodeContext } from '../context.ts'
import { createCarryUnlinks } from './carryUnlinks.ts'
import { publishUnlinks } from './publishUnlinks.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** Where it could not be published it is tried again, even without a change. */
const again = 60_000

/**
 * Publishes signed unlinkings where they are missing: in a space that this node opened later, or where a crash fell between signing and publishing, or
 * where the record of it was set aside; and those of others where they were not heard. Returns what stops it.
 */
export const followUnlinks = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  const carry = createCarryUnlinks(node)
  const stop = followChanges({
    changes: node.changes,
    clock,
    topics: ['spaces'],
    waits: { first: pause, pause, again },
    look: async () => {
      carry.look()
      await publishUnlinks(node, node.unlinks.all())
    },
    failed: (error) => logger.warn('unlink.unpublished', { code: toDaomeshError(error).code }),
  })
  return () => {
    stop()
    carry.stop()
  }
}
