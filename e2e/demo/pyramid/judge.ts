import type { BountyId } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { TeamDeals, Deals } from './agree.ts'
import { arbiter, objected, ruled, silent } from './cast.ts'
import { accountOf, type Deal } from '../props/closeDeal.ts'
import { decide } from './decide.ts'
import type { SceneDao } from './foundDaos.ts'
import { leafOf } from './leaves.ts'
import { mined } from '../props/mined.ts'
import type { Cast } from '../props/startCast.ts'
import { eth, short } from '../props/say.ts'
import type { Started } from './start.ts'

/** Whoever split accepts these parts: one decision, one call, one transaction. */
const acceptParts = async (dao: SceneDao, bounty: BountyId, deals: readonly Deal[]) => {
  const { steward, space } = dao
  const parts = await Promise.all(deals.map(({ wanted }) => leafOf(steward, bounty, accountOf(wanted.hunter))))
  const nodes = parts.map(({ node }) => node)
  const { decision } = await steward.api.bounties.accept({ requestId: requestId(), as: space, bounty, node: null, nodes })
  return decide(dao, [decision])
}

/** The payee shows the arbiter, whom both agreed on, into the deal of the part: there it reads what was agreed, and is told where the part stands. */
const showArbiter = async (cast: Cast, { workers }: TeamDeals, bounty: BountyId): Promise<void> => {
  const [rosa, sam] = [cast(objected), cast(arbiter)]
  const space = workers.find(({ wanted }) => wanted.hunter.node.name === objected)?.space
  if (space === undefined) throw new RangeError(`no deal with ${objected}`)
  const { link } = await rosa.api.deals.link({ space })
  await sam.api.deals.enter({ requestId: requestId(), link, arbiter: true })
  await until(`the part at ${sam.name}’s`, () => leafOf(sam, bounty, rosa.account))
}

/** One part is objected to by a member of the team; its payee asks the arbiter, who rules. */
const dispute = async (cast: Cast, team: TeamDeals, bounty: BountyId, { say }: Narrator): Promise<void> => {
  const [hugo, rosa, sam] = [team.dao.steward, cast(objected), cast(arbiter)]
  const { node } = await leafOf(hugo, bounty, rosa.account)
  const reason = 'Half of the signs are not painted.'
  const objection = await hugo.api.bounties.object({ requestId: requestId(), as: null, bounty, node, reason })
  await mined(hugo, objection.transaction?.id)
  await until('the objection at the payee’s', async () => (await leafOf(rosa, bounty, rosa.account)).state === 'frozen')
  const contest = await rosa.api.bounties.contest({ requestId: requestId(), as: null, bounty, node })
  await mined(rosa, contest.transaction?.id)
  await showArbiter(cast, team, bounty)
  await until('the contest at the arbiter’s', async () =>
    (await sam.api.bounties.get({ bounty })).moves.some(({ move }) => move === 'rule'),
  )
  const ruling = await sam.api.bounties.rule({ requestId: requestId(), as: null, bounty, node, hunterAmount: ruled.toString() })
  const { hash } = await mined(sam, ruling.transaction?.id)
  say(`${hugo.name} objects to ${rosa.name}’s part, ${rosa.name} contests, ${sam.name} rules ${eth(ruled)} for it: ${short(hash)}`)
}

/** What each DAO says of the parts that it split off: Meadow and Stage accept, Kitchen is silent, Lights accepts two and objects to one. */
export const judge = async (cast: Cast, { root, teams }: Deals, { bounty }: Started, narrator: Narrator): Promise<void> => {
  const judgeTeam = async (team: TeamDeals): Promise<void> => {
    if (team.dao.name === silent) return
    const fine = team.workers.filter(({ wanted }) => wanted.hunter.node.name !== objected)
    const { hash } = await acceptParts(team.dao, bounty, fine)
    narrator.say(`${team.dao.name} accepts ${fine.map(({ wanted }) => wanted.hunter.node.name).join(', ')}: ${short(hash)}`)
    if (fine.length < team.workers.length) await dispute(cast, team, bounty, narrator)
  }
  const whole = acceptParts(
    root,
    bounty,
    teams.map(({ deal }) => deal),
  )
  await Promise.all([whole, ...teams.map(judgeTeam)])
  narrator.say(`Meadow accepts its three teams’ parts: ${short((await whole).hash)}; ${silent} says nothing about those that it split off`)
}
