import type { NodeContext } from '../context.ts'

/** Several members' nodes may be about to do the same for their DAO: whoever pauses least does it for all of them. 0.2 to 2.3 seconds. */
export const pauseByChance = ({ adapters }: Pick<NodeContext, 'adapters'>): Promise<void> =>
  new Promise((resolve) => adapters.clock.setTimer(resolve, 200 + (adapters.random.bytes(1)[0] ?? 0) * 8))
