import { toDaomeshError } from '@daomesh/protocol'
import { followChanges } from '../changes/followChanges.ts'
import type { NodeContext } from '../context.ts'
import { publishUnlinks } from './publishUnlinks.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** Where it could not be published it is tried again, even without a change. */
const again = 60_000

/**
 * Publishes signed unlinkings where they are missing: in a space that this node opened later, or where a crash fell between signing and publishing, or
 * where the record of it was set aside. Returns what stops it.
 */
export const followUnlinks = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  return followChanges({
    changes: node.changes,
    clock,
    topics: ['spaces'],
    waits: { first: pause, pause, again },
    look: async () => void (await publishUnlinks(node, node.unlinks.all())),
    failed: (error) => logger.warn('unlink.unpublished', { code: toDaomeshError(error).code }),
  })
}
