import { address, type DecisionId, type OfferId, type SpaceId, ether } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealDao, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

const day = 86_400

let world: RealWorld
let people: Readonly<Record<'ada' | 'ben' | 'dora' | 'eve', Member>>
let hill: RealDao
const requestId = () => world.requestId()

beforeAll(async () => {
  world = await createRealWorld('powerRewards')
  const [ada, ben, dora, eve] = (await Promise.all(['ada', 'ben', 'dora', 'eve'].map((name, i) => world.start(name, i)))) as [
    Member,
    Member,
    Member,
    Member,
  ]
  people = { ada, ben, dora, eve }
  hill = await world.found('Hill', [dora, eve])
  await dora.api.daos.deposit({ requestId: requestId(), space: hill.space, wei: '1000' })
}, 120_000)
afterAll(() => world.close())

type Deal = { readonly space: SpaceId; readonly offer: OfferId; readonly bounty: string; readonly hunter: Member }

const rowIn = async ({ api }: Member, { space, offer }: Pick<Deal, 'space' | 'offer'>) =>
  (await api.deals.get({ space })).offerRows.find((row) => row.offer === offer)
const promiseAt = async (member: Member, deal: Deal) => (await rowIn(member, deal))?.promise ?? null
const sees = (member: Member, deal: Deal, state: string) =>
  until(`${member.name} sees the promise ${state}`, async () => {
    const found = await promiseAt(member, deal)
    return found?.state === state && found
  })

/** A bounty of Hill for somebody, with power in its terms, as far as the hunter's yes. */
const agree = async (hunter: Member, power: string): Promise<Deal> => {
  const { dora } = people
  const { space } = await dora.api.deals.open({
    requestId: requestId(),
    as: { side: 'issuer', dao: hill.space },
    other: { account: hunter.account as never, kind: 'person' },
    contacts: [],
    subject: { post: null, title: 'Gate', brief: 'A gate.', tags: [], reward: null, deadline: 0 },
  })
  const { link } = await dora.api.deals.link({ space })
  await hunter.api.deals.enter({ requestId: requestId(), link })
  for (const member of [hunter, dora, people.eve])
    await until(`${member.name} reads it`, async () => (await member.api.deals.list()).some((row) => row.space === space && !row.locked))
  const { now } = await dora.api.deals.get({ space })
  const { offer } = await dora.api.deals.offer({
    requestId: requestId(),
    space,
    side: null,
    answers: null,
    terms: {
      token: ether,
      amount: '400',
      deliverBy: now + 9 * day,
      reviewPeriod: 3 * day,
      reviewer: dora.account as never,
      arbiter: address.parse(`0x${'ab'.repeat(20)}`),
      defaultSplit: 5_000,
      validUntil: now + 2 * day,
    },
    brief: { title: 'Gate', brief: 'A gate of oak.', tags: [], files: [], power },
    draft: null,
    note: '',
  })
  const read = await until('the offer is there', async () => (await rowIn(hunter, { space, offer })) ?? null)
  return { space, offer, bounty: read.bounty, hunter }
}

const proposed = (title: string, known: ReadonlySet<string> = new Set()) =>
  until(`${title} is proposed`, async () => {
    const found = (await people.dora.api.proposals.list({ space: hill.space })).find(
      (row) => row.title === title && !known.has(row.decision) && row.state === 'open',
    )
    return found?.decision
  })
const vote = async (decision: DecisionId, voters: readonly Member[]) => {
  for (const member of voters) await answer(world, member, hill.space, decision)
}
const enact = async (decision: DecisionId) => {
  const { api } = people.dora
  await until('decided', async () => (await api.proposals.get({ space: hill.space, decision })).tally.enactable)
  await api.proposals.enact({ requestId: requestId(), space: hill.space, decisions: [decision] })
  await until('enacted', async () => (await api.proposals.get({ space: hill.space, decision })).state === 'final')
}
const fund = async (deal: Deal, voters: readonly Member[]) => {
  const decision = await proposed('Fund the bounty Gate')
  await vote(decision, voters)
  await enact(decision)
  await until('funded at the hunter', async () => (await deal.hunter.api.deals.get({ space: deal.space })).status === 'funded')
}
/** Delivered and accepted by the reviewer. */
const finish = async ({ hunter, bounty }: Deal) => {
  await hunter.api.bounties.deliver({ requestId: requestId(), as: null, bounty, contentHash: bounty })
  await until('delivered', async () => (await people.dora.api.bounties.get({ bounty })).status === 'delivered')
  await people.dora.api.bounties.accept({ requestId: requestId(), as: null, bounty, node: null })
}
const seatOf = async (account: string) =>
  (await people.dora.api.daos.get({ space: hill.space })).memberRows.find((row) => row.account === account) ?? null

test('M200 M201 M202 M203 R24 power that a bounty promises is signed before the work and given after it, and a member that joined reads the DAO', async () => {
  const { ada, dora, eve } = people
  const deal = await agree(ada, '2')
  await until('Ada reads the roster of Hill', async () => (await promiseAt(ada, deal))?.total === '2')
  expect(await promiseAt(ada, deal)).toMatchObject({ power: '2', held: '0', total: '2', state: 'words', yes: 0, of: 2, question: null })
  await expect(ada.api.deals.giveReward({ requestId: requestId(), space: deal.space, offer: deal.offer })).rejects.toMatchObject({
    code: 'REWARD_EARLY',
  })
  await ada.api.deals.accept({ requestId: requestId(), space: deal.space, offer: deal.offer })

  // Both are asked by the node of who spoke for the DAO: to pay in, and to promise.
  const promise = await proposed('Power for the bounty: Gate')
  await until('Eve has it, and the deal', async () => (await eve.api.proposals.get({ space: hill.space, decision: promise })).promise)
  expect(await eve.api.proposals.get({ space: hill.space, decision: promise })).toMatchObject({
    content: 'A gate of oak.',
    asks: { key: 'asks.promise', params: { title: 'Gate', power: '2' } },
    promise: { bounty: deal.bounty, hunter: ada.account, dao: false, member: false, power: '2', held: '0', total: '2', paid: 'open' },
  })
  await fund(deal, [dora, eve])
  expect(await sees(ada, deal, 'unsigned')).toMatchObject({ yes: 0, of: 2 })
  await vote(promise, [dora, eve])
  expect(await sees(ada, deal, 'signed')).toMatchObject({ yes: 2, of: 2 })
  // It cannot be enacted before, by whomever.
  await expect(ada.api.deals.giveReward({ requestId: requestId(), space: deal.space, offer: deal.offer })).rejects.toMatchObject({
    code: 'REWARD_EARLY',
  })
  await until('Dora has both ballots', async () => (await dora.api.proposals.get({ space: hill.space, decision: promise })).tally.decisive)
  await expect(dora.api.proposals.enact({ requestId: requestId(), space: hill.space, decisions: [promise] })).rejects.toMatchObject({
    code: 'REWARD_EARLY',
  })

  // Nobody of Hill is there when the money is released: the hunter holds what their members signed.
  await finish(deal)
  await eve.api.network.setOnline({ online: false, chain: true })
  await dora.api.network.setOnline({ online: false, chain: true })
  await sees(ada, deal, 'given')
  for (const member of [dora, eve]) await member.api.network.setOnline({ online: true, chain: true })
  await until('a seat', async () => (await seatOf(ada.account))?.power === '2')
  expect(await seatOf(ada.account)).toMatchObject({ power: '2', shares: '0' })
  await until('Ada reads the DAO', async () => (await ada.api.daos.list()).some((row) => row.space === hill.space))
  await until('and its proposals', async () =>
    (await ada.api.proposals.list({ space: hill.space })).some((row) => row.decision === promise),
  )
  await expect(ada.api.deals.giveReward({ requestId: requestId(), space: deal.space, offer: deal.offer })).rejects.toMatchObject({
    code: 'OFFER_SETTLED',
  })
}, 240_000)

test('M204 G12 R24.3 R24.5 a promise that roster or power outlived is asked anew by itself, and what was signed before takes nothing away', async () => {
  const { ada, ben, dora, eve } = people
  // A roster of this very second cannot be cited (R1): Ada, who has just joined, is to vote.
  await world.pass(2)
  const deal = await agree(ben, '3')
  await ben.api.deals.accept({ requestId: requestId(), space: deal.space, offer: deal.offer })
  const first = await proposed('Power for the bounty: Gate')
  // Ada is one of three by now, with half of the power.
  await fund(deal, [ada, dora, eve])
  await vote(first, [ada, dora, eve])
  await sees(ben, deal, 'signed')
  // By hand Ben is made a member meanwhile: what was worked out from no power would be refused, and is asked anew from five.
  const seat = await dora.api.daos.rosterCall({ space: hill.space, seats: [{ account: ben.account as never, power: '5', shares: '1' }] })
  const { decision: byHand } = await dora.api.proposals.submit({
    requestId: requestId(),
    space: hill.space,
    draft: null,
    title: 'Take Ben in',
    content: 'He does good work.',
    calls: [seat],
  })
  await vote(byHand, [ada, dora, eve])
  await enact(byHand)
  const second = await proposed('Power for the bounty: Gate', new Set([first]))
  await until('Ben sees it anew', async () => {
    const found = await promiseAt(ben, deal)
    return found?.held === '5' && found.state === 'unsigned'
  })
  expect(await promiseAt(ben, deal)).toMatchObject({ state: 'unsigned', held: '5', power: '3' })
  // Five of nine are Ben's own, who reads the DAO by now.
  await until('Ben reads it', async () => (await ben.api.daos.list()).some((row) => row.space === hill.space))
  await vote(second, [ada, ben, dora])
  await sees(dora, deal, 'signed')
  // The roster changes once more, and a voting period later nothing that was counted by the old one can be enacted.
  const { decision: more } = await dora.api.proposals.changePower({
    requestId: requestId(),
    space: hill.space,
    changes: [{ account: eve.account as never, power: '2', mint: '0' }],
    reason: '',
  })
  await vote(more, [ada, ben, dora])
  await enact(more)
  expect(await promiseAt(dora, deal)).toMatchObject({ state: 'signed' })
  await world.pass(3_700)
  const third = await proposed('Power for the bounty: Gate', new Set([first, second]))
  await vote(third, [ada, ben, dora])
  await sees(dora, deal, 'signed')
  await finish(deal)
  await sees(dora, deal, 'given')
  await until('the seat', async () => (await seatOf(ben.account))?.power === '8')
}, 240_000)
