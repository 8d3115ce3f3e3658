import { bountyId, type DecisionId, type SpaceId } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreeInDeal, person } from './agreeInDeal.ts'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
beforeAll(async () => {
  world = await createRealWorld('bountyPyramid')
}, 120_000)
afterAll(() => world.close())
const requestId = () => world.requestId()

const pyramidAt = ({ api }: Member, bounty: string) => api.bounties.pyramid({ bounty: bountyId.parse(bounty) })
/** The rows of a page, as its reader sees them. */
const rowsAt = async (who: Member, bounty: string) =>
  (await pyramidAt(who, bounty)).rows.map(({ depth, payee, amount, passesOn, keeps, state, part }) => ({
    depth,
    payee,
    money: [amount, passesOn, keeps],
    state,
    ready: part?.ready ?? null,
  }))
/** What the page offers, as it is handed back. */
const partsAt = async (who: Member, bounty: string) =>
  (await pyramidAt(who, bounty)).rows.flatMap(({ part }) => (part?.ready === true ? [part] : []))

const decide = async (by: Member, space: SpaceId, decision: DecisionId | string) => {
  await answer(world, by, space, decision as DecisionId)
  await until('decided', async () => (await by.api.proposals.get({ space, decision })).tally.enactable)
}
const enact = async (by: Member, space: SpaceId, decision: string) => {
  await decide(by, space, decision)
  await by.api.proposals.enact({ requestId: requestId(), space, decisions: [decision] })
}

test('M231 M232 M233 M270 M271 E1: what a DAO below was asked to plan, and signed, reaches whoever anchors it by itself; all that is ready is anchored at once; the issuer at the top sees the whole pyramid, and a part is delivered in its own deal', async () => {
  const [ada, ben, cleo, dora, eve] = (await Promise.all(['ada', 'ben', 'cleo', 'dora', 'eve'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
    Member,
  ]
  const [mesh, team] = [await world.found('Mesh', [ada]), await world.found('Team', [ben])]
  const [whole, stage, planks, lights, nails] = await Promise.all([
    agreeInDeal(world, person(dora), { node: ada, dao: mesh }, 'Fair', '1000', [ada]),
    agreeInDeal(world, { node: ada, dao: mesh }, { node: ben, dao: team }, 'Stage', '700', [ben]),
    agreeInDeal(world, { node: ben, dao: team }, person(cleo), 'Planks', '400'),
    agreeInDeal(world, { node: ada, dao: mesh }, person(eve), 'Lights', '100'),
    agreeInDeal(world, { node: ben, dao: team }, person(cleo), 'Nails', '50'),
  ])
  const bounty = bountyId.parse(whole.bounty)

  // Nobody planned anything yet: each sees the parts that it agreed on, and nothing below.
  expect(await pyramidAt(ben, stage.bounty)).toMatchObject({
    step: 'plan',
    as: team.space,
    mine: true,
    safe: false,
    plan: null,
    title: 'Stage',
  })
  expect((await rowsAt(ben, stage.bounty)).map(({ money: [amount], ready }) => [amount, ready]).toSorted()).toEqual([
    ['400', true],
    ['50', true],
  ])
  expect(await rowsAt(cleo, planks.bounty)).toEqual([])
  await expect(pyramidAt(dora, planks.bounty)).rejects.toMatchObject({ code: 'BOUNTY_UNKNOWN' })

  const planOf = async (...amounts: readonly string[]) => {
    const parts = (await partsAt(ben, stage.bounty)).filter(({ leaf }) => amounts.includes(leaf.agreement.amount))
    expect(parts).toHaveLength(amounts.length)
    const leaves = parts.map(({ leaf, planned }) => ({ agreement: leaf.agreement, terms: leaf.terms, planned }))
    const { agreement } = await pyramidAt(ben, stage.bounty)
    return (await ben.api.bounties.plan({ requestId: requestId(), as: team.space, agreement, leaves })).decision
  }
  const decision = await planOf('400', '50')
  const stageAt = async () => (await rowsAt(ada, whole.bounty)).find(({ payee }) => payee === team.dao)
  // Asked and not signed: whoever anchors sees it, and it is not ready.
  await until('Ada hears what Team’s members are asked', async () => (await stageAt())?.state === 'asked')
  expect(await stageAt()).toMatchObject({ money: ['700', '450', '250'], ready: false })
  await decide(ben, team.space, decision)
  await until('Ada hears that it is signed', async () => (await stageAt())?.ready === true)

  // Another plan takes the place of the one that stands, once it is signed; what was asked for meanwhile and nobody signed is withdrawn.
  const planAt = async () => (await pyramidAt(ben, stage.bounty)).plan
  expect(await planAt()).toMatchObject({ decision, signed: true, asked: null, sum: '450' })
  const hasty = await planOf('50')
  expect(await planAt()).toMatchObject({ decision, asked: hasty })
  const second = await planOf('400')
  expect(await planOf('400')).toBe(second)
  expect(await planAt()).toMatchObject({ decision, signed: true, asked: second, sum: '450' })
  expect((await ben.api.proposals.get({ space: team.space, decision: hasty })).state).toBe('withdrawn')
  expect((await stageAt())?.money).toEqual(['700', '450', '250'])
  await decide(ben, team.space, second)
  expect(await planAt()).toMatchObject({ decision: second, signed: true, asked: null, sum: '400' })
  const planned = (await pyramidAt(ben, stage.bounty)).rows.map((row) => [row.amount, row.planned, row.part?.ready])
  expect(planned.toSorted()).toEqual([
    ['400', true, true],
    ['50', false, true],
  ])
  await until('Ada hears of the new plan', async () => (await stageAt())?.money[1] === '400')
  const signed = [
    { depth: 1, payee: team.dao, money: ['700', '400', '300'], state: 'signed', ready: true },
    { depth: 2, payee: cleo.account, money: ['400', '0', '400'], state: 'signed', ready: null },
    { depth: 1, payee: eve.account, money: ['100', '0', '100'], state: 'signed', ready: true },
  ]
  const inOrder = (rows: Awaited<ReturnType<typeof rowsAt>>) =>
    rows.findIndex(({ payee }) => payee === eve.account) === 0 ? [...rows.slice(1), ...rows.slice(0, 1)] : rows
  expect(inOrder(await rowsAt(ada, whole.bounty))).toEqual(signed)
  expect(await pyramidAt(ada, whole.bounty)).toMatchObject({ step: 'plan', root: null })

  await dora.api.deals.fund({ requestId: requestId(), space: whole.space, offer: whole.offer })
  await until('it can be anchored', async () => (await pyramidAt(ada, whole.bounty)).step === 'anchor')
  const ready = await partsAt(ada, whole.bounty)
  const anchoring = await ada.api.bounties.anchor({
    requestId: requestId(),
    as: mesh.space,
    bounty,
    leaves: ready.map(({ leaf }) => leaf) as never,
  })
  // While its members vote it is on its way, to everybody who pays or is paid above.
  const states = (rows: Awaited<ReturnType<typeof rowsAt>>) => rows.map(({ state, ready: offered }) => [state, offered])
  expect(states(await rowsAt(ada, whole.bounty))).toEqual([1, 2, 3].map(() => ['pending', null]))
  await until('Dora hears of it', async () => (await rowsAt(dora, whole.bounty)).length === 3)
  expect((await pyramidAt(dora, whole.bounty)).safe).toBe(false)
  await enact(ada, mesh.space, anchoring.decision ?? '')
  for (const who of [ada, dora, ben, cleo])
    await until(`${who.name} sees it on the chain`, async () => {
      const page = await pyramidAt(who, whole.bounty).catch(() => null)
      return page?.safe === true && page.rows.length >= 2
    })
  expect(states(await rowsAt(dora, whole.bounty))).toEqual([1, 2, 3].map(() => ['anchored', null]))
  expect(inOrder(await rowsAt(dora, whole.bounty)).map(({ money }) => money)).toEqual(signed.map(({ money }) => money))
  expect(await pyramidAt(dora, whole.bounty)).toMatchObject({ step: 'none', mine: false, committed: '800' })
  // Its payee sees the part of it from below, in the same place.
  expect(await pyramidAt(ben, stage.bounty)).toMatchObject({ step: 'anchor', root: bounty, committed: '400', safe: true })
  expect((await pyramidAt(ada, whole.bounty)).unfinished).toEqual([])
  expect(new Set([lights, planks, nails].map((made) => made.bounty)).size).toBe(3)

  // Who does a part says in its deal that it is done, whoever pays it looks at it; nobody else is told, and nothing is sent.
  const partOf = async (who: Member, payee: string) => (await who.api.bounties.get({ bounty })).leaves.find((leaf) => leaf.payee === payee)
  const tasksAt = async (who: Member, node: string) =>
    (await who.api.bounties.tasks()).flatMap((task) => (task.node === node ? [[task.kind, task.action, task.alone]] : []))
  const { node, deal } = await until('Cleo knows her part', async () => (await partOf(cleo, cleo.account)) ?? null)
  expect(deal).toBe(planks.space)
  expect((await partOf(dora, cleo.account))?.deal).toBeNull()
  const movesAt = async (who: Member) =>
    (await who.api.bounties.get({ bounty })).moves.flatMap((move) => (move.node === node && move.move === 'deliver' ? [move] : []))
  expect([(await movesAt(cleo)).length, (await movesAt(ben)).length]).toEqual([1, 0])
  expect([await tasksAt(cleo, node), await tasksAt(ben, node)]).toEqual([[['owe', 'deliver', true]], [['wait', 'deliver', true]]])
  const told = await cleo.api.bounties.deliver({ requestId: requestId(), as: null, bounty, node, note: 'Sawn.', files: [] })
  expect(told).toEqual({ transaction: null, approvals: [], decision: null })
  await until('Ben is to look at it', async () => (await tasksAt(ben, node))[0]?.[1] === 'review')
  expect([await tasksAt(cleo, node), await tasksAt(ben, node)]).toEqual([[['wait', 'review', true]], [['owe', 'review', false]]])
  expect((await ben.api.bounties.get({ bounty })).deliveries).toMatchObject([{ node, note: 'Sawn.', onChain: false, by: cleo.account }])
  await expect(dora.api.bounties.deliver({ requestId: requestId(), as: null, bounty, node, note: 'Not mine.' })).rejects.toMatchObject({
    code: 'DELIVERY_NOWHERE',
  })
}, 120_000)
