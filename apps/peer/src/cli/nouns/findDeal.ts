import { DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import { choose } from '../choose.ts'

/** @throws DaomeshError `SPACE_UNKNOWN`. */
export const findDeal = async (node: NodeClient, text: string): Promise<SpaceId> => {
  const rows = (await node.deals.list()).map(({ space, title }) => ({ id: space, names: [title] }))
  const space = choose(rows, text, 'deal')
  if (space === null) throw new DaomeshError('SPACE_UNKNOWN', { meta: { given: text.slice(0, 80) } })
  return space
}
