import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { bringDecided } from '../due/bringDecided.ts'
import { createDueDesk } from '../due/takeDue.ts'
import { rulingsDue } from './rulingsDue.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** A turn may have come without any change. */
const again = 5_000

/**
 * Brings what a DAO rules as arbiter to the chain without anybody's hand, once its members' ballots decide it: one member's node after the other. Returns what
 * stops it.
 */
export const followRulings = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const desk = createDueDesk(node)
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'deal.unfollowed', stopped)
    const kind = { domain: 'daomesh/rulingStep', turns: 'daomesh/rulingTurn' } as const
    for (const space of node.spaces.daos())
      await attempt(space.id, () => bringDecided(node, space, desk, { ...kind, all: () => rulingsDue(node, space) }))
  }
  return followNode(node, {
    topics: ['spaces', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
