import { type Address, type RoundId, ether } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import { everywhere } from '../props/everywhere.ts'
import { mined } from '../props/mined.ts'
import { passTime } from '../props/passTime.ts'
import { eth, short } from '../props/say.ts'
import type { Cast } from '../props/startCast.ts'
import { capBps, gifts, type Gift, minimumGift, pool, projects, warden } from './cast.ts'
import { daoNamed, peopleIn, type TreeDao } from './daos.ts'
import { decide } from './decide.ts'

const day = 86_400

type Page = Awaited<ReturnType<SceneMember['api']['rounds']['get']>>
/** What each project would be matched with, or is, as every node of the confederation says. */
type Matches = readonly string[]

export type PlayedRound = {
  readonly round: RoundId
  /** While gifts still came, at each node, when all had come. */
  readonly estimates: readonly Matches[]
  /** Counted and paid. */
  readonly page: Page
}

const openRound = async (watershed: TreeDao): Promise<RoundId> => {
  const { api } = watershed.steward
  const { now } = await api.market.status()
  const { round, decision } = await api.rounds.open({
    requestId: requestId(),
    as: watershed.space,
    title: 'Works of the watershed',
    about: 'What we all use.',
    token: ether,
    closesAt: (now ?? 0) + 4 * day,
    minimum: minimumGift.toString(),
    pool: pool.own.toString(),
    capBps,
    projects: projects.map(({ name, about, payee }) => ({ name, about, payee: payee as Address })),
  })
  await decide(watershed, decision)
  return round
}

/** A person gives by a transaction, which shows the place in the roster of the DAO whose seat it is; a DAO by a decision of its members. */
const give = async (cast: Cast, watershed: TreeDao, round: RoundId, gift: Gift): Promise<void> => {
  const { project, amount } = gift
  const what = { requestId: requestId(), round, project, amount: amount.toString() }
  if (gift.person !== undefined) {
    const member = cast(gift.person)
    await until(`the round at ${member.name}’s`, () => member.api.rounds.get({ round }))
    await mined(member, (await member.api.rounds.contribute({ ...what, as: null })).transaction?.id)
    return
  }
  const dao = daoNamed(watershed.daos, gift.dao)
  const { api } = dao.steward
  await until(`the round at ${dao.steward.name}’s`, () => api.rounds.get({ round }))
  await mined(dao.steward, (await api.daos.deposit({ requestId: requestId(), space: dao.space, wei: amount.toString() })).id)
  await decide(dao, (await api.rounds.contribute({ ...what, as: dao.space })).decision)
}

const matchesOf = ({ projects: rows }: Page): Matches => rows.map(({ matched }) => matched)

/** Public goods: the confederation opens a round, people and DAOs give, everybody sees the match live; after the end nobody does anything. */
export const playRound = async (stage: Stage, cast: Cast, watershed: TreeDao, { say }: Narrator): Promise<PlayedRound> => {
  const round = await openRound(watershed)
  const jon = cast(warden)
  await until(`the round at ${jon.name}’s`, () => jon.api.rounds.get({ round }))
  const funding = await jon.api.rounds.fund({ requestId: requestId(), round, as: null, amount: pool.warden.toString() })
  await Promise.all([mined(jon, funding.transaction?.id), ...gifts.map((gift) => give(cast, watershed, round, gift))])
  const people = peopleIn(watershed)
  const [all, given] = [pool.own + pool.warden, gifts.reduce((sum, { amount }) => sum + amount, 0n)]
  const complete = await everywhere('all gifts', people, async ({ api }) => {
    const row = await api.rounds.get({ round })
    return BigInt(row.contributed) === given && BigInt(row.pool) === all && row
  })
  const estimates = complete.map(matchesOf)
  say(
    `${gifts.length} gifts of ${eth(given)}, a pool of ${eth(all)}; live on ${people.length} nodes: ${estimates[0]?.map((one) => eth(BigInt(one))).join(', ')}`,
  )
  await passTime(stage, 4 * day + 1)
  const [page] = await everywhere('the round counted, paid and given back', people, async ({ api }) => {
    const row = await api.rounds.get({ round })
    const isPaid = row.status === 'finalised' && row.projects.every(({ paid }) => paid)
    return isPaid && row.fundings.every(({ back, refunded }) => refunded || back === '0') && row
  })
  if (page === undefined) throw new RangeError('somebody is in the confederation')
  say(`its time is over: nodes of members count, pay and give ${eth(BigInt(page.left))} of the pool back by themselves`)
  const told = page.csv.split('\r\n').filter((line) => line.includes(',0x')).length
  say(`the results as a table, ${told} lines with transaction, block and log: ${short(round)}`)
  return { round, estimates, page }
}
