import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'

/** Their nodes join the market, and know the time of the chain. */
export const joinMarket = async (members: readonly SceneMember[]): Promise<void> => {
  await Promise.all(members.map(({ api }) => api.market.join({ requestId: requestId() })))
  await until('everybody in the market', async () => {
    const states = await Promise.all(members.map(({ api }) => api.market.status()))
    return states.every(({ joined, now }) => joined && now !== null)
  })
}
