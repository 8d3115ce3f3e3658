import { address, type OfferId, type SpaceId, ether } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
beforeAll(async () => {
  world = await createRealWorld('daoDeals')
}, 120_000)
afterAll(() => world.close())
const requestId = () => world.requestId()

const rowAt = async ({ api }: Member, space: SpaceId, offer: OfferId) =>
  (await api.deals.get({ space })).offerRows.find((row) => row.offer === offer)

test('M120 M121 M122 M152 M451 R10 a DAO takes a bounty as one entity: its members answer one question by ballots, nobody signs by hand, and the other DAO pays in once', async () => {
  const [ada, ben, cleo, dora, eve] = (await Promise.all(['ada', 'ben', 'cleo', 'dora', 'eve'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
    Member,
  ]
  const mill = await world.found('Mill', [ada, ben, cleo])
  const hill = await world.found('Hill', [dora, eve])
  await dora.api.daos.deposit({ requestId: requestId(), space: hill.space, wei: '500' })

  const { space } = await ada.api.deals.open({
    requestId: requestId(),
    as: { side: 'hunter', dao: mill.space },
    other: { account: hill.dao, kind: 'dao' },
    contacts: [],
    subject: { post: null, title: 'Gate', brief: 'A gate.', tags: [], reward: null, deadline: 0 },
  })
  const { link } = await ada.api.deals.link({ space })
  await dora.api.deals.enter({ requestId: requestId(), link })
  for (const member of [ada, ben, cleo, dora, eve])
    await until(`${member.name} reads the deal`, async () =>
      (await member.api.deals.list()).some((row) => row.space === space && !row.locked),
    )
  const now = Math.floor(systemClock.now() / 1000)
  const { offer } = await ada.api.deals.offer({
    requestId: requestId(),
    space,
    side: null,
    answers: null,
    terms: {
      token: ether,
      amount: '400',
      deliverBy: now + 90_000,
      reviewPeriod: 3 * 86_400,
      reviewer: dora.account,
      arbiter: address.parse(`0x${'ab'.repeat(20)}`),
      defaultSplit: 5_000,
      validUntil: now + 80_000,
    },
    brief: { title: 'Gate', brief: 'A gate of oak.', tags: ['wood'], files: [] },
    draft: null,
    note: '',
  })
  for (const member of [ben, dora, eve])
    await until(`the offer is at ${member.name}’s`, async () => (await rowAt(member, space, offer))?.brief ?? null)
  expect((await rowAt(ben, space, offer))?.question).toBeNull()
  expect(await eve.api.deals.accept({ requestId: requestId(), space, offer })).toMatchObject({ signed: false })

  // What two members agreed on binds neither DAO: the hunter's is asked, once, whoever of its members heard of it first.
  const asked = await until('the members are asked', async () => (await rowAt(ben, space, offer))?.question)
  expect(asked).toMatchObject({ space: mill.space, state: 'asked', mine: null, tally: { for: '0', total: '3' } })
  await until('it is agreed at Ada’s', async () => (await rowAt(ada, space, offer))?.question)
  await until('and at Dora’s', async () => (await rowAt(dora, space, offer))?.status === 'agreed')
  await expect(ada.api.deals.sign({ requestId: requestId(), space, offer })).rejects.toMatchObject({ code: 'OFFER_EARLY' })
  await expect(dora.api.deals.fund({ requestId: requestId(), space, offer })).rejects.toMatchObject({ code: 'OFFER_EARLY' })
  const page = await until('Ben reads who asks', async () => {
    const one = await ben.api.proposals.get({ space: mill.space, decision: asked.decision })
    return one.agreement?.issuerName === 'Hill' && one
  })
  expect(page).toMatchObject({
    title: 'Take the bounty: Gate',
    content: 'A gate of oak.',
    asks: { key: 'asks.agreement', params: { title: 'Gate' } },
    agreement: {
      bounty: (await rowAt(ben, space, offer))?.bounty,
      issuer: hill.dao,
      issuerName: 'Hill',
      title: 'Gate',
      terms: { amount: '400', reviewer: dora.account },
      deal: { space, offer, status: 'agreed' },
    },
  })
  await answer(world, ben, mill.space, asked.decision)
  await until('one of three', async () => (await rowAt(ada, space, offer))?.question?.tally.for === '1')
  expect(await rowAt(dora, space, offer)).toMatchObject({ status: 'agreed', question: null })

  // The second ballot meets the rule: the bundle becomes the hunter's signature, which the other side's node asks the chain about.
  await answer(world, cleo, mill.space, asked.decision)
  await until('signed at the issuer', async () => (await rowAt(dora, space, offer))?.may.includes('fund'))
  await until('signed at the hunter', async () => {
    const { status, current } = await ben.api.deals.get({ space })
    return status === 'signed' && current === offer
  })
  const questions = (await ada.api.proposals.list({ space: mill.space })).filter(({ title }) => title === 'Take the bounty: Gate')
  expect(questions).toHaveLength(1)
  // Nothing is left to do with it, and it waits for nobody's ballot, though its voting is not over.
  expect(questions).toMatchObject([{ state: 'decisive', mine: null, settled: true }])
  expect(await ada.api.daos.get({ space: mill.space })).toMatchObject({ openProposals: 0, awaitingMe: 0 })

  // The node of Eve, who agreed for the issuer, proposes by itself to pay in, once; whoever asks by hand gets the proposal that stands.
  const payments = async ({ api }: Member) =>
    (await api.proposals.list({ space: hill.space })).filter(({ title }) => title === 'Fund the bounty Gate')
  const { decision } = await until('proposed to pay in', async () => (await payments(dora))[0])
  expect(await dora.api.deals.fund({ requestId: requestId(), space, offer })).toEqual({ transaction: null, approvals: [], decision })
  expect(await payments(eve)).toHaveLength(1)
  expect(await eve.api.deals.fund({ requestId: requestId(), space, offer })).toEqual({ transaction: null, approvals: [], decision })
  for (const member of [dora, eve]) await answer(world, member, hill.space, decision)
  await until('decided', async () => (await dora.api.proposals.get({ space: hill.space, decision })).tally.enactable)
  await dora.api.proposals.enact({ requestId: requestId(), space: hill.space, decisions: [decision] })
  for (const member of [ada, ben, cleo, dora, eve])
    await until(`${member.name} sees it funded`, async () => (await member.api.deals.get({ space })).status === 'funded')
  expect(await ada.api.bounties.get({ bounty: (await rowAt(ada, space, offer))?.bounty ?? '' })).toMatchObject({ status: 'funded' })
  expect(await ada.client.balance(hill.dao)).toBe(100n)
}, 120_000)
