import type { OfferId } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { createRealWorld, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
const requestId = (): string => world.requestId()
beforeAll(async () => {
  world = await createRealWorld('partnershipRecord')
}, 120_000)
afterAll(() => world.close())

const hour = 3_600

test('M252 M182 M183 R5 R19 a side that is not decided at once is recorded, and the pair executes the record beside the ballots of the other', async () => {
  const [ada, ben, cleo, dora] = (await Promise.all(['ada', 'ben', 'cleo', 'dora'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
  ]
  const mill = await world.found('Mill', [ada, ben, cleo], { challengeWindow: hour })
  const hill = await world.found('Hill', [dora])
  const opening = { requestId: requestId(), dao: mill.space, other: hill.dao, title: 'Valley', contacts: [] }
  const { space } = await ada.api.partnerships.open(opening)
  const { link } = await ada.api.deals.link({ space })
  await dora.api.deals.enter({ requestId: requestId(), link })
  const all = [ada, ben, cleo, dora]
  for (const { api, name } of all)
    await until(`${name} reads it`, async () => (await api.partnerships.list()).some((row) => row.space === space && !row.locked))

  const { time } = await ada.api.partnerships.get({ space })
  const terms = { issuerGives: '2', hunterGives: '1', note: 'Water for grain.', validUntil: time + 48 * hour }
  const { offer } = await ada.api.partnerships.offer({ requestId: requestId(), space, side: null, answers: null, terms, draft: null })
  const rowAt = async ({ api }: Member, of: OfferId) => (await api.partnerships.get({ space })).offerRows.find((row) => row.offer === of)
  await until('the offer arrives', () => rowAt(dora, offer))
  await dora.api.partnerships.accept({ requestId: requestId(), space, offer })
  const ofHill = await until('Hill is asked', async () => (await rowAt(dora, offer))?.hunter.question)
  const ofMill = await until('Mill is asked', async () => (await rowAt(ben, offer))?.issuer.question)
  const say = async (member: Member, at: { readonly space: string }, decision: string, support: 'for' | 'abstain') => {
    await until('it arrives', () => member.api.proposals.get({ space: at.space, decision }).catch(() => null))
    await member.api.ballots.cast({ requestId: requestId(), space: at.space, choices: [{ decision, support }], reason: '' })
  }
  await say(dora, hill, ofHill.decision, 'for')
  await until('Hill is ready', async () => (await rowAt(ada, offer))?.hunter.ready)

  // One of three says yes and one has nothing to say: that passes, and is not decided before everybody had the time to object.
  await say(ada, mill, ofMill.decision, 'for')
  await say(ben, mill, ofMill.decision, 'abstain')
  const inMill = async (member: Member) => member.api.proposals.get({ space: mill.space, decision: ofMill.decision })
  await until('both ballots are at Cleo', async () => (await inMill(cleo)).tally.abstain === '1')
  await expect(ada.api.partnerships.enact({ requestId: requestId(), space, offer })).rejects.toMatchObject({
    code: 'PARTNERSHIP_EARLY',
    data: { meta: { side: 'issuer' } },
  })
  const { closesAt } = await inMill(ada)
  expect(closesAt + 2 * hour).toBeLessThan(terms.validUntil)
  // More than to the second: a node may be told a moment's later time than the chain's newest block has.
  await world.pass(closesAt - (await ada.api.partnerships.get({ space })).time + 60)
  await until('recordable', async () => (await inMill(cleo)).record.recordable)
  await cleo.api.proposals.record({ requestId: requestId(), space: mill.space, decision: ofMill.decision })
  await until('recorded', async () => (await inMill(ada)).state === 'recorded')
  // In its window it can be challenged still, and the pair enacts nothing.
  expect((await rowAt(dora, offer))?.issuer.ready).not.toBe(true)
  await expect(dora.api.partnerships.enact({ requestId: requestId(), space, offer })).rejects.toMatchObject({ code: 'PARTNERSHIP_EARLY' })
  await world.pass(hour + 1)
  await until('the record is in the deal, at Dora', async () => (await rowAt(dora, offer))?.may.includes('enact'))

  await dora.api.partnerships.enact({ requestId: requestId(), space, offer })
  for (const member of all) {
    await until(`${member.name} sees it enacted`, async () => (await rowAt(member, offer))?.status === 'enacted')
    // The facts of either DAO are read apart.
    await until(`${member.name} sees both powers`, async () => {
      const { now } = await member.api.partnerships.get({ space })
      return now?.issuerGives === '2' && now.hunterGives === '1'
    })
  }
}, 120_000)

test('M311 R37 R8 R19 what all agree on by credits is recorded by anybody, and the pair executes the record', async () => {
  const [eve, finn, gus] = (await Promise.all(['eve', 'finn', 'gus'].map((name, i) => world.start(name, i + 4)))) as [
    Member,
    Member,
    Member,
  ]
  const mill = await world.found('Quad', [eve, finn], { mode: 2, credits: 100, votingPeriod: 72 * hour, challengeWindow: hour })
  const hill = await world.found('Sole', [gus])
  const opening = { requestId: requestId(), dao: mill.space, other: hill.dao, title: 'Ford', contacts: [] }
  const { space } = await eve.api.partnerships.open(opening)
  const { link } = await eve.api.deals.link({ space })
  await gus.api.deals.enter({ requestId: requestId(), link })
  const all = [eve, finn, gus]
  for (const { api, name } of all)
    await until(`${name} reads it`, async () => (await api.partnerships.list()).some((row) => row.space === space && !row.locked))

  const { time } = await eve.api.partnerships.get({ space })
  const terms = { issuerGives: '2', hunterGives: '1', note: '', validUntil: time + 48 * hour }
  const { offer } = await eve.api.partnerships.offer({ requestId: requestId(), space, side: null, answers: null, terms, draft: null })
  const rowAt = async ({ api }: Member) => (await api.partnerships.get({ space })).offerRows.find((row) => row.offer === offer)
  await until('the offer arrives', () => rowAt(gus))
  await gus.api.partnerships.accept({ requestId: requestId(), space, offer })
  const ofHill = await until('Sole is asked', async () => (await rowAt(gus))?.hunter.question)
  const ofMill = await until('Quad is asked', async () => (await rowAt(finn))?.issuer.question)
  const say = async (member: Member, at: { readonly space: string }, decision: string, votes?: number) => {
    await until('it arrives', () => member.api.proposals.get({ space: at.space, decision }).catch(() => null))
    const choice = { decision, support: 'for' as const, ...(votes === undefined ? {} : { votes }) }
    await member.api.ballots.cast({ requestId: requestId(), space: at.space, choices: [choice], reason: '' })
  }
  await say(gus, hill, ofHill.decision)
  await say(eve, mill, ofMill.decision, 10)
  await say(finn, mill, ofMill.decision, 10)
  const inMill = async (member: Member) => member.api.proposals.get({ space: mill.space, decision: ofMill.decision })
  await until('both ballots are at Eve', async () => (await inMill(eve)).record.recordable)
  // Nobody can oppose it any more, and yet it is the pair's to carry out.
  expect((await inMill(eve)).record.atOnce).toBe(false)
  await eve.api.proposals.record({ requestId: requestId(), space: mill.space, decision: ofMill.decision })
  await until('recorded', async () => (await inMill(finn)).state === 'recorded')
  await world.pass(hour + 1)
  await until('the record is in the deal, at Gus', async () => (await rowAt(gus))?.may.includes('enact'))
  await gus.api.partnerships.enact({ requestId: requestId(), space, offer })
  for (const member of all) await until(`${member.name} sees it enacted`, async () => (await rowAt(member))?.status === 'enacted')
}, 120_000)
