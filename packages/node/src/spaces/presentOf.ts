import type { Present } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'
import { epochTimesOf } from './epochTimes.ts'
import type { DaoSpace } from './space.ts'

/** The present as this node knows it, for selectors. */
export const presentOf = ({ chainView }: Pick<NodeContext, 'chainView'>, space: DaoSpace): Present => ({
  now: chainView.now(),
  epochTimes: epochTimesOf(space),
  spent: space.spentSlots.slots(),
})
