import { address, type Agreement, agreementSchema, bountyId, type OfferId, type SpaceId, type Terms, toRecord } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealDao, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
beforeAll(async () => {
  world = await createRealWorld('bountyPlaces')
}, 30_000)
afterAll(() => world.close())
const requestId = () => world.requestId()
const ether = address.parse(`0x${'0'.repeat(40)}`)

type Side = { readonly node: Member; readonly dao: RealDao | null }
const person = (node: Member): Side => ({ node, dao: null })
type Made = {
  readonly space: SpaceId
  readonly offer: OfferId
  readonly bounty: string
  readonly agreement: Agreement
  readonly terms: Terms
}

const rowAt = async ({ api }: Member, space: SpaceId, offer: OfferId) =>
  (await api.deals.get({ space })).offerRows.find((row) => row.offer === offer)

/** The issuer offers, the hunter takes it; a DAO's members are asked. */
const agree = async (issuer: Side, hunter: Side, title: string, amount: string, hunters: readonly Member[] = []): Promise<Made> => {
  const { space } = await issuer.node.api.deals.open({
    requestId: requestId(),
    as: { side: 'issuer', dao: issuer.dao?.space ?? null },
    other: { account: hunter.dao?.dao ?? hunter.node.account, kind: hunter.dao === null ? 'person' : 'dao' },
    contacts: [],
    subject: { post: null, title, brief: '', tags: [], reward: null, deadline: 0 },
  })
  const { link } = await issuer.node.api.deals.link({ space })
  await hunter.node.api.deals.enter({ requestId: requestId(), link })
  await until('the deal is readable', async () => (await hunter.node.api.deals.list()).some((row) => row.space === space && !row.locked))
  const now = Math.floor(systemClock.now() / 1000)
  const { offer } = await issuer.node.api.deals.offer({
    requestId: requestId(),
    space,
    side: null,
    answers: null,
    terms: {
      token: ether,
      amount,
      deliverBy: now + 90_000,
      reviewPeriod: 86_400,
      reviewer: issuer.node.account,
      arbiter: address.parse(`0x${'ab'.repeat(20)}`),
      defaultSplit: 5_000,
      validUntil: now + 80_000,
    },
    brief: { title, brief: `${title}.`, tags: [], files: [] },
    draft: null,
    note: '',
  })
  await until('the offer is there', async () => (await rowAt(hunter.node, space, offer))?.brief ?? null)
  await hunter.node.api.deals.accept({ requestId: requestId(), space, offer })
  if (hunter.dao !== null) {
    const asked = await until('the members are asked', async () => (await rowAt(hunter.node, space, offer))?.question)
    for (const one of hunters) await answer(world, one, hunter.dao.space, asked.decision)
  }
  const row = await until('signed', async () => {
    const one = await rowAt(issuer.node, space, offer)
    return one?.status === 'signed' && one
  })
  const page = await issuer.node.api.deals.get({ space })
  const agreement = agreementSchema.parse(
    toRecord({ ...row.terms, issuer: page.issuer.account, hunter: page.hunter.account, nonce: BigInt(`0x${offer}`) }),
  )
  return { space, offer, bounty: row.bounty, agreement, terms: { v: 1, ...(row.brief ?? { title, brief: '', tags: [], files: [] }) } }
}
const partOf = ({ agreement, terms }: Made) => ({ agreement: toRecord(agreement) as never, terms })

const standing = async ({ api }: Member, bounty: string, account: string) =>
  (await api.bounties.get({ bounty }).catch(() => null))?.margins.find(({ payee }) => payee === account)

test('M150 M151 E9: where parts stand goes from deal to deal by itself, through whoever is there: not safe to start before it is on the chain, safe after, and deeper levels on their own', async () => {
  const [ada, eve, dora, ben, cleo] = (await Promise.all(['ada', 'eve', 'dora', 'ben', 'cleo'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
    Member,
  ]
  const mesh = await world.found('Mesh', [ada, eve])
  const [whole, part, work] = await Promise.all([
    agree(person(dora), { node: ada, dao: mesh }, 'Fair', '1000', [ada, eve]),
    agree({ node: ada, dao: mesh }, person(ben), 'Stage', '700'),
    agree(person(ben), person(cleo), 'Planks', '400'),
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
}, 90_000)
