import type { OfferId, SpaceId } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealDao, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
let people: readonly Member[]
let mill: RealDao
let hill: RealDao
let space: SpaceId
const requestId = () => world.requestId()
const [ada, ben, dora, eve] = [0, 1, 2, 3].map((i) => () => people[i] as Member) as [() => Member, () => Member, () => Member, () => Member]
const ether = 10n ** 18n
const fraction = (numerator: string, denominator: string) => ({ numerator, denominator })
/** Mill goes into Hill. A share of it becomes three there, by the ETH of both. */
const weights = { goes: 'issuer' as const, power: fraction('1', '1'), shares: fraction('3', '1'), tokens: [] }

beforeAll(async () => {
  world = await createRealWorld('mergers')
  people = await Promise.all(['ada', 'ben', 'dora', 'eve'].map((name, i) => world.start(name, i)))
  // Ben sits in both.
  mill = await world.found('Mill', [ada(), ben()])
  hill = await world.found('Hill', [ben(), dora(), eve()])
  for (const [by, dao, amount] of [
    [ada(), mill, 6n * ether],
    [dora(), hill, 3n * ether],
  ] as const)
    await by.api.daos.deposit({ requestId: requestId(), space: dao.space, wei: amount.toString() })
  await until(
    'the money is there',
    async () => (await dora().client.balance(mill.dao)) === 6n * ether && (await ada().client.balance(hill.dao)) === 3n * ether,
  )
  const opened = await ada().api.partnerships.open({
    requestId: requestId(),
    dao: mill.space,
    other: hill.dao,
    title: 'One valley',
    contacts: [],
  })
  space = opened.space
  const { link } = await ada().api.deals.link({ space })
  await dora().api.deals.enter({ requestId: requestId(), link })
  for (const { api, name } of people)
    await until(`${name} reads it`, async () => (await api.partnerships.list()).some((row) => row.space === space && !row.locked))
}, 120_000)
afterAll(() => world.close())

const rowAt = async ({ api }: Member, offer: OfferId) =>
  (await api.partnerships.get({ space })).offerRows.find((row) => row.offer === offer)
const offer = async (by: Member, more: Partial<typeof weights> = {}) => {
  // Chain time where it is used: another member may have seen a block more or less.
  const { time } = await by.api.partnerships.get({ space })
  const { offer: made } = await by.api.mergers.offer({
    requestId: requestId(),
    space,
    side: by === ben() ? 'issuer' : null,
    answers: null,
    weights: { ...weights, ...more },
    note: 'One valley, one DAO.',
    validUntil: time + 80_000,
    draft: null,
  })
  return made
}
const agree = async (by: Member, of: OfferId) => {
  await until('the offer arrives', () => rowAt(by, of))
  await by.api.partnerships.accept({ requestId: requestId(), space, offer: of })
  const ofMill = await until('the members of Mill are asked', async () => (await rowAt(ada(), of))?.issuer.question)
  const ofHill = await until('the members of Hill are asked', async () => (await rowAt(eve(), of))?.hunter.question)
  return { ofMill: ofMill.decision, ofHill: ofHill.decision }
}
const vote = async (voters: readonly Member[], { space: dao }: RealDao, decision: string) => {
  for (const member of voters) await answer(world, member, dao, decision)
}
const enact = (by: Member, of: OfferId) => by.api.partnerships.enact({ requestId: requestId(), space, offer: of })
const holds = async () => [await dora().client.balance(mill.dao), await dora().client.balance(hill.dao)]

test('M210 O25 the preview says seats, treasuries and what each could leave with, before and after; what cannot be is refused by its reason', async () => {
  const seen = await until('both rosters are read', () =>
    ada()
      .api.mergers.preview({ space, weights })
      .catch(() => null),
  )
  expect(seen).toMatchObject({
    from: { dao: mill.dao, name: 'Mill' },
    into: { dao: hill.dao, name: 'Hill' },
    stale: { from: false, into: false, short: [] },
  })
  const rowsBy = new Map(seen.members.map((row) => [row.account, row]))
  expect(rowsBy.get(ada().account)).toMatchObject({ from: { power: '1', shares: '1' }, into: null, after: { power: '1', shares: '3' } })
  expect(rowsBy.get(ben().account)).toMatchObject({ from: { shares: '1' }, into: { shares: '1' }, after: { power: '2', shares: '4' } })
  expect(rowsBy.get(eve().account)).toMatchObject({ from: null, into: { shares: '1' }, after: { power: '1', shares: '1' } })
  const [eth] = seen.tokens
  expect(eth).toMatchObject({
    symbol: 'ETH',
    fromHeld: (6n * ether).toString(),
    intoHeld: (3n * ether).toString(),
    pays: (6n * ether).toString(),
    fair: fraction('3', '1'),
  })
  // By the weight that is fair in ETH nobody gains or loses any.
  for (const { before, after } of eth?.parts ?? []) expect(after).toBe(before)
  for (const [more, reason] of [
    [{ shares: fraction('1', '2') }, 'rounding'],
    [{ power: fraction('1', '2') }, 'rounding'],
  ] as const)
    await expect(ada().api.mergers.preview({ space, weights: { ...weights, ...more } })).rejects.toMatchObject({
      code: 'MERGER_IMPOSSIBLE',
      data: { meta: { reason } },
    })
})

test('M212 G12 who takes its part out meanwhile stops the merger: nothing is lost, and it says why', async () => {
  const early = await offer(ada())
  const { ofMill, ofHill } = await agree(dora(), early)
  await vote([ada(), ben()], mill, ofMill)
  await vote([dora(), eve()], hill, ofHill)
  await until('both sides are ready', async () => (await rowAt(ben(), early))?.may.includes('enact'))
  // Meanwhile Hill gives somebody a share more: what was worked out is no longer what it was.
  const { decision } = await dora().api.proposals.changePower({
    requestId: requestId(),
    space: hill.space,
    changes: [{ account: eve().account, power: null, mint: '1' }],
    reason: 'For her work.',
  })
  await vote([dora(), eve()], hill, decision)
  await until('it passes', async () => (await dora().api.proposals.get({ space: hill.space, decision })).tally.decisive)
  await dora().api.proposals.enact({ requestId: requestId(), space: hill.space, decisions: [decision] })
  for (const member of people)
    await until(`${member.name} sees that the roster is another one`, async () => (await rowAt(member, early))?.merger?.stale.into)
  const before = await holds()
  await enact(ada(), early).catch((error: unknown) => expect(error).toMatchObject({ code: 'TRANSACTION_REVERTED' }))
  expect(await holds()).toEqual(before)
  expect((await rowAt(ada(), early))?.status).toBe('agreed')
  await ada().api.partnerships.withdraw({ requestId: requestId(), space, offer: early })
  await until('it is withdrawn at Dora’s', async () => (await rowAt(dora(), early))?.status === 'withdrawn')
}, 120_000)

test('M210 M211 M213 R20.1 two DAOs merge by one transaction; the members of the one that went find themselves in the other one', async () => {
  const merging = await offer(dora())
  const { ofMill, ofHill } = await agree(ada(), merging)
  await until('Ben reads the question and the offer', async () => {
    const { partnership } = await ben().api.proposals.get({ space: mill.space, decision: ofMill })
    return partnership?.merger && (await rowAt(ben(), merging))
  })
  expect(await ben().api.proposals.get({ space: mill.space, decision: ofMill })).toMatchObject({
    title: 'Merge into Hill',
    content: 'One valley, one DAO.',
    asks: { key: 'asks.merger' },
    partnership: { partner: hill.dao, merger: { from: { name: 'Mill' }, into: { name: 'Hill' } } },
  })
  expect((await eve().api.proposals.get({ space: hill.space, decision: ofHill })).title).toBe('Take in Mill')
  await vote([dora(), eve()], hill, ofHill)
  await vote([ada(), ben()], mill, ofMill)
  await until('both sides are ready', async () => (await rowAt(ben(), merging))?.may.includes('enact'))
  await enact(ben(), merging)
  for (const member of people)
    await until(`${member.name} sees it enacted`, async () => (await rowAt(member, merging))?.status === 'enacted')
  expect(await holds()).toEqual([0n, 9n * ether])
  const page = await until('Ada reads Hill', async () => {
    const found = await ada()
      .api.daos.get({ space: hill.space })
      .catch(() => null)
    return found !== null && !found.locked && found.memberRows.length === 4 && found
  })
  expect(page.memberRows.map(({ account, power, shares }) => [account, power, shares]).toSorted()).toEqual(
    [
      [ada().account, '1', '3'],
      [ben().account, '2', '4'],
      [dora().account, '1', '1'],
      [eve().account, '1', '2'],
    ].toSorted(),
  )
  await until('Ada reads what became of Mill', async () => (await ada().api.daos.get({ space: mill.space })).merged)
  expect((await ada().api.daos.get({ space: mill.space })).merged).toEqual({
    dao: hill.dao,
    name: 'Hill',
    space: hill.space,
    decision: ofMill,
  })
  expect((await dora().api.daos.get({ space: hill.space })).merged).toBeNull()
  await expect(enact(ben(), merging)).rejects.toMatchObject({ code: 'OFFER_SETTLED' })
}, 240_000)
