import { bountyId, type BountyId, toRecord } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Deals, TeamDeals } from './agree.ts'
import { agreementIn, type Agreed } from './agreementIn.ts'
import { workers } from './cast.ts'
import { decide, vote } from './decide.ts'
import { mined, type Mined } from '../props/mined.ts'
import type { Cast } from '../props/startCast.ts'
import { eth, short } from '../props/say.ts'

const part = ({ agreement, terms }: Agreed) => ({ agreement: toRecord(agreement) as never, terms })

/** A team's members sign by ballots that it passes the work on; nothing is sent. */
const plan = async ({ dao, deal, workers: below }: TeamDeals) => {
  const [own, parts] = await Promise.all([agreementIn(deal), Promise.all(below.map(agreementIn))])
  const { api } = dao.steward
  const leaves = parts.map((one) => ({ ...part(one), planned: null }))
  const { decision } = await api.bounties.plan({ requestId: requestId(), as: dao.space, ...part(own), leaves })
  await vote(dao, [decision])
  const signature = await until(`the signature of ${dao.name}`, async () => {
    const rows = await api.bounties.plans({ space: dao.space })
    return rows.find((row) => row.decision === decision)?.signature
  })
  return { ...part(own), carried: { leaves: parts.map((one) => ({ ...part(one), carried: null })), signature } }
}

export type Started = { readonly bounty: BountyId; readonly funding: Mined; readonly anchoring: Mined }

/** Two transactions: Greta pays in, and Meadow's one decision puts the whole pyramid on the chain. Now everybody's part is safe to start. */
export const start = async (cast: Cast, deals: Deals, { say }: Narrator): Promise<Started> => {
  const { root, deal } = deals
  const leaves = await Promise.all(deals.teams.map(plan))
  const { agreement, bounty: id } = await agreementIn(deal)
  const bounty = bountyId.parse(id)
  const greta = deal.wanted.issuer.node
  const { transaction } = await greta.api.deals.fund({ requestId: requestId(), space: deal.space, offer: deal.offer })
  const funding = await mined(greta, transaction?.id)
  say(`1. Greta pays ${eth(agreement.amount)} in: ${short(funding.hash)}, ${funding.gas} gas`)
  const { api } = root.steward
  await until('the money at Meadow', async () => (await api.bounties.get({ bounty })).status === 'funded')
  const { decision } = await api.bounties.anchor({ requestId: requestId(), as: root.space, bounty, leaves })
  const anchoring = await decide(root, [decision])
  say(`2. Meadow anchors 12 parts on two levels, signed by eight members: ${short(anchoring.hash)}, ${anchoring.gas} gas`)
  // Nobody hands anything over: who splits tells its deals, level by level.
  await Promise.all(
    workers.map(({ name }) =>
      until(`${name}’s part to be safe to start`, async () => {
        const { margins } = await cast(name).api.bounties.get({ bounty })
        return margins.find(({ payee }) => payee === cast(name).account)?.anchored
      }),
    ),
  )
  say('the deal of each part is told where it stands, and every worker sees it safe to start')
  return { bounty, funding, anchoring }
}
