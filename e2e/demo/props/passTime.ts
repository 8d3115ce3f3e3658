import { createTestClient, http } from 'viem'
import type { SceneMember } from '../../scene/startMember.ts'
import type { Stage } from '../stage.ts'
import { everywhere } from './everywhere.ts'

/** Lets so many seconds of chain time pass, and waits until every node knows. */
export const passTime = async ({ devnet, members }: Stage, seconds: number): Promise<void> => {
  const chain = createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) })
  const timeAt = async ({ api }: SceneMember): Promise<number> => (await api.market.status()).now ?? 0
  const before = Math.max(...(await Promise.all(members.map(timeAt))))
  await chain.increaseTime({ seconds })
  await chain.mine({ blocks: 1 })
  await everywhere('the new time', members, async (member) => (await timeAt(member)) >= before + seconds)
}
