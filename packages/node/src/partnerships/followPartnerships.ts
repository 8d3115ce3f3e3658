import { type DealSide, dealSides, toDaomeshError } from '@daomesh/protocol'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { pairAddress } from '@daomesh/chain'
import { learnCode } from '../due/pinnedCode.ts'
import { ownDaoIn } from '../deals/ownDaoIn.ts'
import type { DealSpace } from '../spaces/space.ts'
import { askPartnership } from './askPartnership.ts'
import { bringBallots } from './bringBallots.ts'
import { isPartnership } from './partnershipOf.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** A turn may have come without any change. */
const again = 5_000

/** Keeps partnerships going without anybody's hand: puts what was agreed to the members of own DAOs, and brings their ballots. Returns what stops it. */
export const followPartnerships = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const seen = new Map<string, number>()
  const attempt = async (deal: DealSpace, side: DealSide, stopped: () => boolean): Promise<void> => {
    try {
      const dao = ownDaoIn(node, deal, side)
      if (dao === null) return
      await askPartnership(node, deal, dao, side, seen)
      if (!stopped()) await bringBallots(node, deal, dao, side)
    } catch (error) {
      // For want of a key, a signature or the chain; it is tried again at the next look.
      if (!stopped()) logger.debug('deal.unfollowed', { space: deal.id, code: toDaomeshError(error).code, error: String(error) })
    }
  }
  const look = async (stopped: () => boolean) => {
    const deals = node.spaces.deals().filter(isPartnership)
    // Without a chain nothing is known of what code is the right one, and what was brought is shown as it was.
    if (deals.length > 0) await learnCode(node.adapters.chain.client, pairAddress()).catch(() => null)
    // At once: each may pause before it acts.
    await Promise.all(deals.flatMap((deal) => dealSides.map((side) => attempt(deal, side, stopped))))
  }
  return followNode(node, {
    topics: ['spaces', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
