import type { Present } from '@daomesh/governance'
import type { ChainView } from '../chain/createChainView.ts'
import { epochTimesOf } from './epochTimes.ts'
import type { ReadDao } from './space.ts'

/** Whoever can tell what time it is on the chain. */
export type TellsTime = { readonly chainView: Pick<ChainView, 'now'> }

/** The present as this node knows it, for selectors. */
export const presentOf = ({ chainView }: TellsTime, space: Pick<ReadDao, 'facts' | 'spentSlots'>): Present => ({
  now: chainView.now(),
  epochTimes: epochTimesOf(space),
  spent: space.spentSlots.slots(),
})
