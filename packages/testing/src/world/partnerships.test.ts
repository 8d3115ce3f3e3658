import { changeRosterCall, pairAddress, partnershipCalls } from '@daomesh/chain'
import { type Address, type OfferId, type SpaceId, writePartnershipQuestion } from '@daomesh/protocol'
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
/** Chain time where it is used, which one of the tests moves on: another member may not have seen the newest block yet. */
const soon = async (at: Member) => (await at.api.partnerships.get({ space })).time + 80_000

beforeAll(async () => {
  world = await createRealWorld('partnerships')
  people = await Promise.all(['ada', 'ben', 'dora', 'eve'].map((name, i) => world.start(name, i)))
  mill = await world.found('Mill', [ada(), ben()])
  hill = await world.found('Hill', [dora(), eve()])
}, 120_000)
afterAll(() => world.close())

const rowAt = async ({ api }: Member, offer: OfferId) =>
  (await api.partnerships.get({ space })).offerRows.find((row) => row.offer === offer)

const offer = async (by: Member, issuerGives: string, hunterGives: string, more: { readonly answers?: OfferId } = {}) =>
  (
    await by.api.partnerships.offer({
      requestId: requestId(),
      space,
      side: null,
      answers: more.answers ?? null,
      terms: { issuerGives, hunterGives, note: 'Mills and hills.', validUntil: await soon(by) },
      draft: null,
    })
  ).offer

/** Says yes once the offer is there, and waits until the members of both DAOs are asked. */
const agree = async (by: Member, of: OfferId) => {
  await until('the offer arrives', () => rowAt(by, of))
  await by.api.partnerships.accept({ requestId: requestId(), space, offer: of })
  const ofMill = await until('the members of Mill are asked', async () => (await rowAt(ben(), of))?.issuer.question)
  const ofHill = await until('the members of Hill are asked', async () => (await rowAt(eve(), of))?.hunter.question)
  return { ofMill: ofMill.decision, ofHill: ofHill.decision }
}

/** Both members, since one of two is no majority. */
const vote = async (voters: readonly Member[], { space: dao }: RealDao, decision: string) => {
  for (const member of voters) await answer(world, member, dao, decision)
}
const enact = (by: Member, of: OfferId) => by.api.partnerships.enact({ requestId: requestId(), space, offer: of })
const powers = async (by: Member) => (await by.api.partnerships.get({ space })).now

test('M180 M181 M182 M75 M241 R19 R20 two DAOs exchange power, by ballots that anybody in the deal holds, in one transaction', async () => {
  const opened = await ada().api.partnerships.open({
    requestId: requestId(),
    dao: mill.space,
    other: hill.dao,
    title: 'Valley',
    contacts: [],
  })
  space = opened.space
  const { link } = await ada().api.deals.link({ space })
  await dora().api.deals.enter({ requestId: requestId(), link })
  for (const { api, name } of people)
    await until(`${name} reads it`, async () => (await api.partnerships.list()).some((row) => row.space === space && !row.locked))
  // It is no deal about a bounty, and takes no such offers.
  expect(await ada().api.deals.list()).toEqual([])
  await until('dora reads both rosters', () => powers(dora()))
  expect(await powers(dora())).toEqual({ issuerGives: '0', hunterGives: '0' })

  // M241: what an outsider would need more than for a majority.
  const others = async () => (await ada().api.partnerships.get({ space })).others
  await until('ada reads both rosters', async () => (await others()).issuer !== null && (await others()).hunter !== null)
  expect(await others()).toEqual({ issuer: '2', hunter: '2' })
  const first = await offer(ada(), '1', '3')
  for (const member of [ben(), dora()]) await until('it arrives', () => rowAt(member, first))
  await expect(ben().api.partnerships.accept({ requestId: requestId(), space, offer: first })).rejects.toMatchObject({ code: 'OFFER_SIDE' })
  const counter = await offer(dora(), '1', '1', { answers: first })
  const { ofMill, ofHill } = await agree(ada(), counter)
  // Before anybody voted there is nothing to enact, and nothing is sent.
  await expect(enact(ada(), counter)).rejects.toMatchObject({ code: 'PARTNERSHIP_EARLY' })
  expect(await ben().api.proposals.get({ space: mill.space, decision: ofMill })).toMatchObject({
    title: 'Partnership with Hill',
    content: 'Mills and hills.',
    asks: { key: 'asks.partnership', params: { gives: '1', gets: '1' } },
    partnership: { partner: hill.dao, partnerName: 'Hill', gives: '1', gets: '1', deal: { space, offer: counter } },
  })

  // Nobody of the other side is there while Hill votes, and Hill's ballots wait in the deal at whoever holds it.
  await vote([dora(), eve()], hill, ofHill)
  await until('the ballots of Hill are at Ben', async () => (await rowAt(ben(), counter))?.hunter.ready)
  await dora().api.network.setOnline({ online: false, chain: true })
  await eve().api.network.setOnline({ online: false, chain: true })
  await vote([ada(), ben()], mill, ofMill)
  await until('both sides are ready', async () => (await rowAt(ben(), counter))?.may.includes('enact'))
  // No side can be enacted alone.
  await expect(
    ben().api.proposals.enact({ requestId: requestId(), space: mill.space, decisions: [ofMill] as never }),
  ).rejects.toMatchObject({ code: 'ENACT_WAITS' })
  await enact(ben(), counter)
  await dora().api.network.setOnline({ online: true, chain: true })
  await eve().api.network.setOnline({ online: true, chain: true })
  for (const member of people) {
    await until(`${member.name} sees it enacted`, async () => (await rowAt(member, counter))?.status === 'enacted')
    // The facts of either DAO are read apart.
    await until('both powers', async () => {
      const now = await powers(member)
      return now?.issuerGives === '1' && now.hunterGives === '1'
    })
  }
  // M75: nobody was invited anywhere, and the people of each read the other.
  for (const [member, dao] of [
    [dora(), mill],
    [ben(), hill],
  ] as const)
    await until(`${member.name} reads the partner`, async () => {
      const row = await member.api.daos.get({ space: dao.space }).catch(() => null)
      return row?.standing === 'member' && !row.locked
    })
  // Once, by whoever of the members was first.
  for (const [member, dao, title] of [
    [ben(), mill, 'Partnership with Hill'],
    [eve(), hill, 'Partnership with Mill'],
  ] as const)
    expect((await member.api.proposals.list({ space: dao.space })).filter((row) => row.title === title)).toHaveLength(1)
  await expect(enact(ben(), counter)).rejects.toMatchObject({ code: 'OFFER_SETTLED' })
}, 120_000)

test('M184 Q65 Q66 the web of power shows the partnership from the chain alone, as a cluster of both', async () => {
  const web = await dora().api.mesh.power()
  expect(web.ties.map(({ dao, member, power, total, share, mutual }) => [dao, member, power, total, share, mutual])).toEqual(
    [
      [mill.dao, hill.dao, '1', '3', 333_333, true],
      [hill.dao, mill.dao, '1', '3', 333_333, true],
    ].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  )
  expect(web.clusters).toEqual([{ cluster: 1, daos: [mill.dao, hill.dao].toSorted(), inside: 10_000 }])
  expect(web.daos.map(({ name, cluster }) => [name, cluster]).toSorted()).toEqual([
    ['Hill', 1],
    ['Mill', 1],
  ])
})

test('M183 G1 one side changes the terms: nothing happens by what the other side did not accept, and nobody loses', async () => {
  const agreed = await offer(ada(), '3', '3')
  const { ofMill, ofHill } = await agree(dora(), agreed)
  const changed = await offer(ada(), '3', '9')
  await vote([ada(), ben()], mill, ofMill)
  for (const member of [dora(), eve()]) await until('it arrives', () => rowAt(member, changed))
  expect((await rowAt(eve(), changed))?.hunter.question).toBeNull()
  await expect(enact(dora(), changed)).rejects.toMatchObject({ code: 'PARTNERSHIP_EARLY' })
  await expect(enact(dora(), agreed)).rejects.toMatchObject({ code: 'PARTNERSHIP_EARLY' })
  expect(await powers(ada())).toEqual({ issuerGives: '1', hunterGives: '1' })
  // What was accepted is still what it was.
  await vote([dora(), eve()], hill, ofHill)
  await until('ready', async () => (await rowAt(dora(), agreed))?.may.includes('enact'))
  expect((await rowAt(dora(), agreed))?.terms).toMatchObject({ issuerGives: '3', hunterGives: '3' })
}, 120_000)

test('M183 A59 one side signs other calls: no member of the other sees a partnership in it, and the pair enacts nothing', async () => {
  const agreed = await offer(ada(), '2', '2')
  await agree(dora(), agreed)
  const codeHash = await ada().client.codeHash(pairAddress())
  const mine = { dao: mill.dao, partner: hill.dao, gives: 2n, gets: 2n, merger: null }
  const [meet] = partnershipCalls(codeHash ?? '0x', mine)
  if (meet === undefined) throw new RangeError('a meeting')
  // The same text and the same meeting, with a tenth of what was agreed behind it.
  const cheap = changeRosterCall(mill.dao, [{ account: hill.dao, kind: 1, power: 0n, mint: 0n }])
  const { decision } = await ada().api.proposals.submit({
    requestId: requestId(),
    space: mill.space,
    draft: null,
    title: 'Partnership with Hill',
    content: writePartnershipQuestion({ deal: space, offer: agreed, partner: hill.dao, gives: '2', gets: '2', note: '', merger: null }),
    calls: [meet, cheap].map(({ target, value, data }) => ({ target, value: value.toString(), data })),
    executor: pairAddress() as Address,
  })
  const page = await until('it arrives', () =>
    ben()
      .api.proposals.get({ space: mill.space, decision })
      .catch(() => null),
  )
  expect(page.partnership).toBeNull()
  expect(page.asks.key).toBe('asks.calls')
  await vote([ada(), ben()], mill, decision)
  await until('it would pass', async () => (await ada().api.proposals.get({ space: mill.space, decision })).tally.decisive)
  expect((await rowAt(ada(), agreed))?.issuer).toMatchObject({ ballots: 0, ready: false })
  await expect(enact(ada(), agreed)).rejects.toMatchObject({ code: 'PARTNERSHIP_EARLY' })
  expect(await powers(ada())).toEqual({ issuerGives: '1', hunterGives: '1' })
}, 120_000)

test('M183 C19 one side lets its decision expire: neither side gave anything, and a later offer goes on', async () => {
  const short = await offer(ada(), '4', '4')
  const { ofMill } = await agree(dora(), short)
  await vote([ada(), ben()], mill, ofMill)
  await until('one side is ready', async () => (await rowAt(dora(), short))?.issuer.ready)
  await world.pass(90_000)
  await until('it is over', async () => (await rowAt(dora(), short))?.status === 'expired')
  await expect(enact(dora(), short)).rejects.toMatchObject({ code: 'OFFER_SETTLED' })
  expect(await powers(ada())).toEqual({ issuerGives: '1', hunterGives: '1' })
}, 120_000)

test('M183 R20 they part as they came together: both take the power back, and nobody loses a share', async () => {
  const parting = await offer(dora(), '0', '0')
  const { ofMill, ofHill } = await agree(ada(), parting)
  await vote([ada(), ben()], mill, ofMill)
  await vote([dora(), eve()], hill, ofHill)
  await until('ready', async () => (await rowAt(eve(), parting))?.may.includes('enact'))
  await enact(eve(), parting)
  await until('parted', async () => {
    const now = await powers(ada())
    return now?.issuerGives === '0' && now.hunterGives === '0'
  })
  expect((await ben().api.proposals.get({ space: mill.space, decision: ofMill })).title).toBe('Part from Hill')
  await until('no tie is left', async () => (await ada().api.mesh.power()).ties.length === 0)
  const { finalized } = await ada().client.facts({ dao: mill.dao, from: null })
  const rosters = finalized.flatMap(({ fact }) => (fact.kind === 'rosterChanged' ? [fact.members] : []))
  expect(rosters.at(-1)?.map(({ power, shares }) => [power, shares])).toEqual([
    [1n, 1n],
    [1n, 1n],
  ])
}, 120_000)
