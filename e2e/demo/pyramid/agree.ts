import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import { arbiter, client, root, teams } from './cast.ts'
import { vote } from './decide.ts'
import { closeDeal, type Deal, type Side, type Wanted } from '../props/closeDeal.ts'
import type { SceneDao } from './foundDaos.ts'
import type { Cast } from '../props/startCast.ts'
import { joinMarket } from '../props/joinMarket.ts'
import { eth } from '../props/say.ts'

/** A team's deal with the DAO above, and those with its workers, in their order. */
export type TeamDeals = { readonly dao: SceneDao; readonly deal: Deal; readonly workers: readonly Deal[] }
export type Deals = { readonly root: SceneDao; readonly deal: Deal; readonly teams: readonly TeamDeals[] }

const tag = 'festival'

/** Thirteen bounties from post to agreement. Nothing is on the chain yet. */
export const agree = async (stage: Stage, cast: Cast, daos: readonly SceneDao[], { say }: Narrator): Promise<Deals> => {
  await joinMarket(stage.members)
  const daoNamed = (name: string): SceneDao => {
    const dao = daos.find((one) => one.name === name)
    if (dao === undefined) throw new RangeError(`no DAO is called ${name}`)
    return dao
  }
  const sideOf = (dao: SceneDao): Side => ({ node: dao.steward, dao: { ...dao, vote: (decision) => vote(dao, [decision]) } })
  const rules = cast(arbiter).account
  const top = daoNamed(root.name)
  const whole: Wanted = {
    title: client.title,
    brief: 'Three days in the meadow, for two hundred people.',
    tag,
    amount: client.amount,
    asks: client.amount + 10n ** 18n,
    issuer: { node: cast(client.name), dao: null },
    hunter: sideOf(top),
    arbiter: rules,
  }
  const below = teams.map((team) => {
    const dao = daoNamed(team.name)
    const wanted: Wanted = {
      ...team,
      brief: `${team.title} of the festival.`,
      tag,
      issuer: sideOf(top),
      hunter: sideOf(dao),
      arbiter: rules,
    }
    const parts = team.workers.map(({ name, title, amount }): Wanted => ({
      title,
      amount,
      brief: `${title}, as we talked about.`,
      tag,
      issuer: sideOf(dao),
      hunter: { node: cast(name), dao: null },
      arbiter: rules,
    }))
    return { dao, wanted, parts }
  })
  const [deal, ...made] = await Promise.all([
    closeDeal(whole),
    ...below.map(async ({ dao, wanted, parts }): Promise<TeamDeals> => {
      const [one, ...workers] = await Promise.all([closeDeal(wanted), ...parts.map(closeDeal)])
      if (one === undefined) throw new RangeError('a deal each')
      return { dao, deal: one, workers }
    }),
  ])
  say(
    `Greta offered ${eth(client.amount)} where Meadow had asked for ${eth(client.amount + 10n ** 18n)}; Meadow’s two members signed by ballots`,
  )
  for (const { dao, wanted, parts } of below)
    say(
      `${dao.name} takes “${wanted.title}” for ${eth(wanted.amount)} and passes on ${eth(parts.reduce((sum, one) => sum + one.amount, 0n))} to ${parts.map(({ hunter }) => hunter.node.name).join(', ')}`,
    )
  return { root: top, deal, teams: made }
}
