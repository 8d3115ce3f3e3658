import { allConnected } from '../../scene/allConnected.ts'
import { until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'

const discoveryPatience = 15_000

/** Members find each other by mDNS; where multicast does not work, by the addresses they would tell each other. */
export const find = async (stage: Stage, { say }: Narrator): Promise<'mdns' | 'addresses'> => {
  try {
    await until('every member to see the three others by mDNS', () => allConnected(stage.members), discoveryPatience)
    say('all four found each other by mDNS')
    return 'mdns'
  } catch {
    const [first, ...others] = stage.members
    if (first === undefined) throw new Error('no members')
    say('mDNS does not reach here; dialling by address instead')
    for (const [i, member] of stage.members.entries())
      for (const other of stage.members.slice(i + 1)) {
        const [address] = (await other.api.network.status()).addresses
        if (address !== undefined) await member.api.network.dial({ address })
      }
    await until(`${others.length} peers for everybody`, () => allConnected(stage.members))
    return 'addresses'
  }
}
