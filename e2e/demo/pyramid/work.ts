import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import type { Deals } from './agree.ts'
import { accountOf, type Deal, reviewPeriod } from '../props/closeDeal.ts'
import { decide } from './decide.ts'
import { leafOf } from './leaves.ts'
import { tellers } from './onChain.ts'
import { passTime } from '../props/passTime.ts'
import { short } from '../props/say.ts'
import type { Started } from './start.ts'

/** Who did a part says so in its deal, to who split it: nothing goes to the chain. */
const deliverPart = async ({ wanted }: Deal, { bounty }: Started): Promise<void> => {
  const { node: member, dao } = wanted.hunter
  const { node } = await leafOf(member, bounty, accountOf(wanted.hunter))
  const note = `“${wanted.title}” is done.`
  await member.api.bounties.deliver({ requestId: requestId(), as: dao?.space ?? null, bounty, node, note })
}

/** The work is done; Meadow says so on the chain, Greta says nothing, and when her time to object is over the whole is released by itself. */
export const work = async (stage: Stage, { root, deal, teams }: Deals, started: Started, { say }: Narrator): Promise<void> => {
  const { bounty } = started
  await Promise.all(teams.flatMap((team) => [...team.workers, team.deal]).map((one) => deliverPart(one, started)))
  say('nine people and three DAOs hand in their parts, each in the deal where it was agreed on')
  const { steward, space } = root
  const note = 'Three days, two hundred people, no rain.'
  const { decision } = await steward.api.bounties.deliver({ requestId: requestId(), as: space, bounty, note })
  const delivered = await decide(root, [decision])
  say(`Meadow delivers the whole: ${short(delivered.hash)}`)
  const greta = deal.wanted.issuer.node
  await until('the delivery at Greta’s', async () => (await greta.api.bounties.get({ bounty })).status === 'delivered')
  await passTime(stage, reviewPeriod + 1)
  await until('the release everywhere', async () =>
    (await Promise.all(stage.members.map(({ api }) => api.bounties.get({ bounty })))).every(({ status }) => status === 'released'),
  )
  say(`Greta says nothing for ${reviewPeriod / 86_400} days: silence is a yes. Released by ${(await tellers(stage, 'released')).join()}`)
}
