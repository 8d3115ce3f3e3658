import { DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import { chooseOne } from '../choose.ts'

/** @throws DaomeshError `SPACE_UNKNOWN`. */
export const findDeal = async (node: NodeClient, text: string): Promise<SpaceId> => {
  const rows = (await node.deals.list()).map(({ space, title }) => ({ id: space, names: [title] }))
  return chooseOne(rows, text, 'deal', 'SPACE_UNKNOWN')
}
