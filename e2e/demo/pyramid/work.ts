import { hashOf, to0x, utf8 } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import type { Deals } from './agree.ts'
import { reviewPeriod } from './closeDeal.ts'
import { decide } from './decide.ts'
import { mined } from './mined.ts'
import { passTime } from './passTime.ts'
import { short } from './say.ts'
import type { Started } from './start.ts'

/** The work is done; Meadow says so on the chain, Greta says nothing, and when her time to object is over anybody may release the whole. */
export const work = async (stage: Stage, { root, deal }: Deals, { bounty }: Started, { say }: Narrator): Promise<void> => {
  const { steward, space } = root
  const contentHash = to0x(hashOf('daomesh/demo/festival', utf8('Three days, two hundred people, no rain.')))
  const { decision } = await steward.api.bounties.deliver({ requestId: requestId(), as: space, bounty, contentHash })
  const delivered = await decide(root, [decision])
  say(`Meadow delivers: ${short(delivered.hash)}`)
  const greta = deal.wanted.issuer.node
  await until('the delivery at Greta’s', async () => (await greta.api.bounties.get({ bounty })).status === 'delivered')
  await passTime(stage, reviewPeriod + 1)
  const { transaction } = await steward.api.bounties.release({ requestId: requestId(), as: null, bounty })
  const released = await mined(steward, transaction?.id)
  await until('the release everywhere', async () =>
    (await Promise.all(stage.members.map(({ api }) => api.bounties.get({ bounty })))).every(({ status }) => status === 'released'),
  )
  say(`Greta says nothing for ${reviewPeriod / 86_400} days: silence is a yes. Ada releases: ${short(released.hash)}`)
}
