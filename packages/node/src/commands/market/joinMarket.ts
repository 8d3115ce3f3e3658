import type { NodeContext } from '../../context.ts'

/** Hears and keeps posts of the market of this node's chain from now on, over restarts. Needs no DAO and no signature. */
export const joinMarket = ({ market }: Pick<NodeContext, 'market'>): { joined: boolean } => {
  market.join()
  return { joined: true }
}

/** Neither hears nor hands on posts any more. What is here stays until it is over. */
export const leaveMarket = async ({ market }: Pick<NodeContext, 'market'>): Promise<{ joined: boolean }> => {
  await market.leave()
  return { joined: false }
}
