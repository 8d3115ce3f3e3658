import { bountyId, toRecord } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreeInDeal, type Made, person } from './agreeInDeal.ts'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
beforeAll(async () => {
  world = await createRealWorld('bountyPlaces')
}, 120_000)
afterAll(() => world.close())
const requestId = () => world.requestId()
const partOf = ({ agreement, terms }: Made) => ({ agreement: toRecord(agreement) as never, terms })

const standing = async ({ api }: Member, bounty: string, account: string) =>
  (await api.bounties.get({ bounty }).catch(() => null))?.margins.find(({ payee }) => payee === account)

test('M150 M151 M234 E9: where parts stand goes from deal to deal by itself, through whoever is there: not safe to start before it is on the chain, safe after, and deeper levels on their own; a part is split further by its payee', async () => {
  const [ada, eve, dora, ben, cleo] = (await Promise.all(['ada', 'eve', 'dora', 'ben', 'cleo'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
    Member,
  ]
  const mesh = await world.found('Mesh', [ada, eve])
  const [whole, part, work] = await Promise.all([
    agreeInDeal(world, person(dora), { node: ada, dao: mesh }, 'Fair', '1000', [ada, eve]),
    agreeInDeal(world, { node: ada, dao: mesh }, person(ben), 'Stage', '700'),
    agreeInDeal(world, person(ben), person(cleo), 'Planks', '400'),
  ])
  const bounty = bountyId.parse(whole.bounty)
  // Ben passes a part on before anybody has money: a signature of his, and nothing is sent.
  const leaves = [{ ...partOf(work), planned: null }]
  const { signature } = await ben.api.bounties.consent({
    requestId: requestId(),
    bounty: bountyId.parse(part.bounty),
    node: null,
    what: { kind: 'split', number: 0, leaves },
  })
  await dora.api.deals.fund({ requestId: requestId(), space: whole.space, offer: whole.offer })
  await until('funded', async () => (await ada.api.bounties.list()).some((row) => row.bounty === bounty && row.status === 'funded'))
  // Ben is away while his part is told to the deal, and Ada is gone when he comes back: it reaches him through Eve.
  await ben.api.network.setOnline({ online: false, chain: true })
  const carried = { leaves: [{ ...partOf(work), carried: null }], signature }
  const { decision } = await ada.api.bounties.anchor({
    requestId: requestId(),
    as: mesh.space,
    bounty,
    leaves: [{ ...partOf(part), carried }],
  })
  await answer(world, ada, mesh.space, decision ?? '')
  await until('Eve hears where it stands', () => standing(eve, bounty, ben.account))
  await until(
    'Eve hears the ballot',
    async () => (await eve.api.proposals.get({ space: mesh.space, decision: decision ?? '' })).tally.for === '1',
  )
  await ada.api.network.setOnline({ online: false, chain: true })
  await ben.api.network.setOnline({ online: true, chain: true })

  // Proposed only: both see their part, and that it is not safe.
  for (const [who, amount] of [
    [ben, '700'],
    [cleo, '400'],
  ] as const)
    expect(await until(`${who.name} is told`, () => standing(who, bounty, who.account))).toMatchObject({ amount, anchored: false })
  expect((await cleo.api.bounties.get({ bounty })).safe).toBe(false)

  await answer(world, eve, mesh.space, decision ?? '')
  await until('decided', async () => (await eve.api.proposals.get({ space: mesh.space, decision: decision ?? '' })).tally.enactable)
  await eve.api.proposals.enact({ requestId: requestId(), space: mesh.space, decisions: [decision ?? ''] })
  for (const who of [ben, cleo])
    await until(`${who.name}’s part is safe`, async () => (await standing(who, bounty, who.account))?.anchored === true)
  const page = await cleo.api.bounties.get({ bounty })
  expect(page).toMatchObject({ safe: true, terms: null })
  // Words of others stay in their deals; her own are here.
  expect(page.margins.map(({ payee, title }) => [payee, title])).toEqual([
    [mesh.dao, bounty.slice(0, 10)],
    [ben.account, null],
    [cleo.account, 'Planks'],
  ])

  // Of what he keeps Ben passes on once more, by the node of his part: a transaction of his own, and nobody above has to act.
  const more = await agreeInDeal(world, person(ben), person(eve), 'Nails', '50')
  const { leaves: rows } = await ben.api.bounties.get({ bounty })
  const { node } = rows.find(({ payee }) => payee === ben.account) ?? {}
  if (node === undefined) throw new Error('Ben sees his part')
  const further = { requestId: requestId(), as: null, bounty, node, leaves: [{ ...partOf(more), carried: null }] }
  await ben.api.bounties.anchor(further)
  await until('Eve’s part is safe', async () => (await standing(eve, bounty, eve.account))?.anchored === true)
  const { margins } = await eve.api.bounties.get({ bounty })
  expect(margins.map(({ payee, margin }) => [payee, margin])).toEqual([
    [mesh.dao, '300'],
    [ben.account, '250'],
    [cleo.account, '400'],
    [eve.account, '50'],
  ])
  await until('it is on the chain for good', async () => (await ben.api.bounties.get({ bounty })).safe)
  await expect(ben.api.bounties.anchor({ ...further, requestId: requestId() })).rejects.toMatchObject({ code: 'BOUNTY_NOTHING_DUE' })
}, 120_000)
