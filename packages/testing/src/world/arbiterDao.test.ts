import { bountyId, type DecisionId } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreeInDeal, person } from './agreeInDeal.ts'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
beforeAll(async () => {
  world = await createRealWorld('arbiterDao')
}, 120_000)
afterAll(() => world.close())
const requestId = () => world.requestId()
const milli = 10n ** 15n

test('M272 M273 O29 E8: the people of a DAO that both sides agreed on as arbiter read the deal and comment; what they decide by their ballots is ruled and released without anybody’s hand', async () => {
  const [ada, ben, dora, eve, fay] = (await Promise.all(['ada', 'ben', 'dora', 'eve', 'fay'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
    Member,
  ]
  const court = await world.found('Court', [dora, eve])
  const amount = 800n * milli
  const { space, offer, ...made } = await agreeInDeal(world, person(ada), person(ben), 'Barn', amount.toString(), [], court.dao)
  const bounty = bountyId.parse(made.bounty)
  const dealAt = ({ api }: Member) => api.deals.get({ space }).catch(() => null)

  // One of its members comes by the link; the other's node opens it by itself, and nobody else is let in.
  const { link } = await ada.api.deals.link({ space })
  const entering = { requestId: requestId(), link, arbiter: true }
  await expect(dora.api.deals.enter({ ...entering, requestId: requestId(), arbiter: false })).rejects.toMatchObject({
    code: 'DEAL_FOREIGN',
  })
  await dora.api.deals.enter({ ...entering, as: court.space })
  await fay.api.deals.enter({ ...entering, requestId: requestId() })
  for (const who of [dora, eve]) await until(`${who.name} reads the deal`, async () => (await dealAt(who))?.offerRows[0]?.brief ?? null)
  await until('Eve sees it signed', async () => (await dealAt(eve))?.status === 'signed')
  expect(await dealAt(eve)).toMatchObject({ arbiter: true, sides: [], waits: null, status: 'signed' })
  const seen = async (who: Member) =>
    (await dealAt(who))?.arbiters.map(({ kind, name, members }) => [kind, name, members.map(({ here }) => here)])
  for (const who of [ada, ben])
    await until('both are seen in it', async () => JSON.stringify(await seen(who)) === '[["dao","Court",[true,true]]]')
  expect(await dealAt(fay)).toMatchObject({ locked: true, offers: 0 })
  await expect(eve.api.deals.decline({ requestId: requestId(), space, side: null, offer, reason: 'Too dear.' })).rejects.toMatchObject({
    code: 'MEMBERSHIP_REFUSED',
  })

  await ada.api.deals.fund({ requestId: requestId(), space, offer })
  await until('funded', async () => (await ben.api.bounties.get({ bounty }).catch(() => null))?.status === 'funded')
  await ben.api.bounties.deliver({ requestId: requestId(), as: null, bounty, note: 'It stands.', files: [] })
  const statusAt = async (who: Member) => (await who.api.bounties.get({ bounty }).catch(() => null))?.status
  await until('delivered', async () => (await statusAt(ada)) === 'delivered')
  await ada.api.bounties.object({ requestId: requestId(), as: null, bounty, node: null, reason: 'No roof.' })
  await until('objected', async () => (await statusAt(ben)) === 'objected')
  await ben.api.bounties.contest({ requestId: requestId(), as: null, bounty, node: null })
  const tasksOf = async ({ api }: Member) => (await api.bounties.tasks()).map(({ action, kind, space: of }) => [action, kind, of])
  for (const who of [dora, eve])
    await until(
      `it is ${who.name}’s to rule`,
      async () => JSON.stringify(await tasksOf(who)) === JSON.stringify([['rule', 'owe', court.space]]),
    )

  // They read what was delivered and why it was objected to, and ask.
  const page = await until('Eve reads all of it', async () => {
    const one = await eve.api.bounties.get({ bounty })
    return one.deliveries.length === 1 && one.objections[0]?.reason === 'No roof.' && one
  })
  expect(page).toMatchObject({ deal: space, deliveries: [{ note: 'It stands.', onChain: true, by: ben.account }] })
  await eve.api.bounties.comment({ requestId: requestId(), bounty, node: null, replyTo: null, text: 'Was a roof agreed on?' })
  await until('Ada reads the question', async () =>
    (await ada.api.bounties.get({ bounty })).comments.some(
      ({ text, account }) => text === 'Was a roof agreed on?' && account === eve.account,
    ),
  )

  const hunterAmount = (200n * milli).toString()
  const { decision } = await dora.api.bounties.rule({ requestId: requestId(), as: court.space, bounty, node: null, hunterAmount })
  await answer(world, dora, court.space, decision as DecisionId)
  await answer(world, eve, court.space, decision as DecisionId)
  await until('ruled and released', async () => (await statusAt(ben)) === 'released')
  expect((await ben.api.bounties.get({ bounty })).released).toBe(hunterAmount)
  const enacted = async () =>
    (await Promise.all([dora, eve].map(({ api }) => api.chain.transactions())))
      .flat()
      .filter(({ purpose, state }) => purpose.key === 'transaction.enact' && state === 'final')
  await until('its sender sees it final', async () => (await enacted()).length > 0)
  expect((await enacted()).map(({ id }) => id.startsWith('auto-'))).toEqual([true])
  // The bond is the treasury's.
  await until('the bond', async () => (await dora.client.balance(court.dao)) === 16n * milli)
}, 240_000)
