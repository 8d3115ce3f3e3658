import { until } from '../../scene/until.ts'
import type { Stage } from '../stage.ts'
import type { Narrator } from '../narrator.ts'

const patience = 20_000

/** How many of the others each node sees, at least. */
const fewest = async ({ members }: Stage): Promise<number> => {
  const states = await Promise.all(members.map(({ api }) => api.network.status()))
  return Math.min(...states.map(({ peers }) => peers.length))
}

/** All find each other by mDNS; where multicast does not work, by the addresses that they would tell each other. */
export const meet = async (stage: Stage, { say }: Narrator): Promise<void> => {
  const { members } = stage
  const everybody = async () => (await fewest(stage)) >= members.length - 1
  try {
    await until('every node to see all others by mDNS', everybody, patience)
    say(`all ${members.length} nodes found each other by mDNS`)
  } catch {
    say('mDNS does not reach everybody here; dialling by address instead')
    for (const [i, member] of members.entries())
      for (const other of members.slice(i + 1)) {
        const [address] = (await other.api.network.status()).addresses
        if (address !== undefined) await member.api.network.dial({ address })
      }
    await until('every node to see all others', everybody)
  }
}
