import type { SpaceId } from '@daomesh/protocol'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { createDealParcels } from './createDealParcels.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 500
const again = 60_000

/**
 * Has the deals of this node carried by others of its market where their other side is away, and fetches what was left for it there. Runs while this node is in
 * the market. Returns what stops it.
 */
export const followParcels = (node: NodeContext): (() => void) => {
  const { parcels } = node.market.market
  parcels.follow(createDealParcels(node))
  const told = new Map<SpaceId, string>()
  return followNode(node, {
    topics: ['spaces', 'market'],
    waits: { first: pause, pause, again },
    look: async () => {
      const changed = node.spaces.deals().filter(({ id, replica }) => told.get(id) !== replica.roots().root)
      for (const { id, replica } of changed) told.set(id, replica.roots().root)
      if (changed.length > 0) parcels.hasten()
    },
  })
}
