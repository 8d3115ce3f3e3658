import { allConnected } from '../../scene/allConnected.ts'
import { until } from '../../scene/until.ts'
import type { Stage } from '../stage.ts'

/** Milliseconds in which hosts that were never told an address of each other must all be connected: three rounds of asking. */
const findPatience = 30_000

/** mDNS alone: nobody has an address of anybody. Answers the milliseconds it took. */
export const findByMulticast = async ({ members }: Stage): Promise<number> => {
  const began = performance.now()
  await until('each host connected to the six others', () => allConnected(members), findPatience)
  return performance.now() - began
}

/** Every connection leads to an address of this network. */
export const onlyOwnAddresses = async ({ members, lan }: Stage): Promise<void> => {
  const states = await Promise.all(members.map(({ api }) => api.network.status()))
  const foreign = states
    .flatMap(({ peers }) => peers.flatMap(({ addresses }) => addresses))
    .filter((one) => !one.startsWith(`/ip4/${lan.prefix}.`))
  if (foreign.length > 0) throw new Error(`connected to ${foreign.join(', ')}`)
}
