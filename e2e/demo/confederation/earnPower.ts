import { bountyId, type BountyId, DaomeshError, type DecisionId } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import { closeDeal, type DealDao } from '../props/closeDeal.ts'
import { everywhere } from '../props/everywhere.ts'
import { joinMarket } from '../props/joinMarket.ts'
import { mined, type Mined } from '../props/mined.ts'
import { eth, short } from '../props/say.ts'
import type { Cast } from '../props/startCast.ts'
import { landing, warden } from './cast.ts'
import { peopleIn, type TreeDao, treeDao } from './daos.ts'
import { answerTogether, decide } from './decide.ts'

export type Earned = {
  /** The DAO that paid, with the one that worked among its members. */
  readonly issuer: TreeDao
  readonly hunter: TreeDao
  readonly bounty: BountyId
  /** Code of the refusal to give the power before all was paid. */
  readonly early: string
  readonly funded: Mined
  readonly accepted: Mined
}

const party = (dao: TreeDao): DealDao => ({ ...dao, vote: (decision) => answerTogether(dao, [decision]) })

const proposed = ({ name, space, steward }: TreeDao, title: string): Promise<DecisionId> =>
  until(
    `${name} to be asked: ${title}`,
    async () => (await steward.api.proposals.list({ space })).find((row) => row.title === title)?.decision,
  )

/**
 * Reputation as reward: a DAO posts work for ether and power, another one finds the post and takes it as one. Who pays signs both before the work: to pay in,
 * and that the power is given once all was paid. Nobody's hand gives it.
 */
export const earnPower = async (cast: Cast, issuer: TreeDao, hunter: TreeDao, { say }: Narrator): Promise<Earned> => {
  const { title, brief, amount, power } = landing
  const [pays, works] = [issuer.steward, hunter.steward]
  await joinMarket([pays, works])
  const deposit = await pays.api.daos.deposit({ requestId: requestId(), space: issuer.space, wei: amount.toString() })
  const [deal] = await Promise.all([
    closeDeal({
      title,
      brief,
      tag: 'river',
      amount,
      power,
      issuer: { node: pays, dao: party(issuer) },
      hunter: { node: works, dao: party(hunter) },
      arbiter: cast(warden).account,
    }),
    mined(pays, deposit.id),
  ])
  const { space, offer } = deal
  const rowAt = async ({ api }: typeof pays) => (await api.deals.get({ space })).offerRows.find((row) => row.offer === offer)
  const bounty = bountyId.parse((await rowAt(works))?.bounty)
  say(`${issuer.name} posts “${title}” for ${eth(amount)} and ${power} power; ${hunter.name} finds it and takes it as one`)

  const promise = await proposed(issuer, `Power for the bounty: ${title}`)
  const funding = await proposed(issuer, `Fund the bounty ${title}`)
  await answerTogether(issuer, [promise, funding])
  const enacted = await pays.api.proposals.enact({ requestId: requestId(), space: issuer.space, decisions: [funding] })
  const funded = await mined(pays, enacted.id)
  await until(`the promise at ${works.name}’s`, async () => {
    const row = await rowAt(works)
    return row?.promise?.state === 'signed' && row.status === 'funded'
  })
  const early = await works.api.deals.giveReward({ requestId: requestId(), space, offer }).then(
    () => 'given',
    (error: unknown) => (error instanceof DaomeshError ? error.code : String(error)),
  )
  say(`${issuer.name}’s members sign both on one sheet, and pay in: ${short(funded.hash)}; the power waits for the work (${early})`)

  const note = 'It holds at high water.'
  const { decision } = await works.api.bounties.deliver({ requestId: requestId(), as: hunter.space, bounty, note })
  await decide(hunter, decision)
  await until(`the delivery at ${pays.name}’s`, async () => (await pays.api.bounties.get({ bounty })).status === 'delivered')
  const accepting = await pays.api.bounties.accept({ requestId: requestId(), as: null, bounty, node: null })
  const accepted = await mined(pays, accepting.transaction?.id)

  const grown = treeDao(issuer.name, issuer, { people: issuer.people, daos: [hunter] })
  await everywhere('the power given', peopleIn(grown), async (member) => (await rowAt(member))?.promise?.state === 'given')
  await everywhere(`${issuer.name} open`, peopleIn(hunter), async ({ api }) => {
    const { standing, locked } = await api.daos.get({ space: issuer.space })
    return standing === 'member' && !locked
  })
  say(
    `delivered, accepted, paid: ${short(accepted.hash)}; a node gives the power by itself, and ${hunter.name} has a voice in ${issuer.name}`,
  )
  return { issuer: { ...grown, steward: pays }, hunter, bounty, early, funded, accepted }
}
