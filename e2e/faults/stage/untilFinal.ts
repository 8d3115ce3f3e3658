import { until } from '../../scene/until.ts'
import { demand } from '../fault.ts'
import type { Running } from './connect.ts'

/** Waits for a transaction of this node. @throws Error with its row when it failed, or never came. */
export const untilFinal = (node: Running, id: string): Promise<unknown> =>
  until(
    'the transaction to be final',
    async () => {
      const row = (await node.api.chain.transactions()).find((one) => one.id === id)
      // Nothing that is asked for here may fail, so there is nothing to wait for.
      if (row?.state === 'failed') return row.error?.code ?? 'failed'
      return row?.state === 'final' && 'final'
    },
    60_000,
    async () => JSON.stringify((await node.api.chain.transactions()).find((one) => one.id === id)),
  ).then((end) => demand(end === 'final', `a transaction failed: ${end}`))
