import { demand } from '../fault.ts'
import { until } from '../../scene/until.ts'
import type { Running } from './connect.ts'
import type { Ledger } from './ledger.ts'
import type { Claims } from './claims.ts'
import type { Stage } from './openStage.ts'

/** The treasury holds exactly so many wei, on the chain and on the screen of this node. */
export const treasuryIs = async (stage: Stage, wei: bigint, node: Running): Promise<void> => {
  const holds = await stage.treasury()
  demand(holds === wei, `the treasury holds ${holds}, and should hold ${wei}`)
  await until('the treasury on the screen', async () => (await node.api.daos.get({ space: stage.space })).treasury === wei.toString())
}

/**
 * The last account of a node that met a fault, given while it is alone: nothing acknowledged and nothing claimed is lost, all that was asked acted
 * once, and the treasury holds what was there and every deposit that was acknowledged, once.
 */
export const giveAccount = async (stage: Stage, node: Running, ledger: Ledger, claims: Claims | null): Promise<void> => {
  await claims?.holdTo(node.api)
  await ledger.holdTo(node.api)
  await ledger.askAgain(node.api)
  await ledger.holdTo(node.api)
  await ledger.actedOnce(node.api)
  await until('the deposits', async () => (await node.api.chain.transactions()).every(({ state }) => state === 'final'))
  await treasuryIs(stage, ledger.treasuryBefore + ledger.deposits(), node)
}

/** Two nodes that meet end with one state, and both count every record. */
export const untilEqual = async ({ space }: Stage, nodes: readonly Running[], within = 60_000): Promise<void> =>
  void (await until(
    'one state hash',
    async () => {
      const all = await Promise.all(nodes.map(({ api }) => api.daos.hash({ space })))
      const [first] = all
      return all.every(({ stateHash, entries }) => stateHash !== null && stateHash === first?.stateHash && entries === first.entries)
    },
    within,
  ))
