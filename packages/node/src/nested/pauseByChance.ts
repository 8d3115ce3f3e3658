import { drawPause } from '../changes/drawPause.ts'
import type { NodeContext } from '../context.ts'

const range = { least: 200, most: 2_240 }

/** Several members' nodes may be about to do the same for their DAO: whoever pauses least does it for all of them. 0.2 to 2.2 seconds. */
export const pauseByChance = ({ adapters }: Pick<NodeContext, 'adapters'>): Promise<void> =>
  new Promise((resolve) => adapters.clock.setTimer(resolve, drawPause(adapters.random, range)))
