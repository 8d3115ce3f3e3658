import { address, type Address, type DecisionId } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealDao, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
let people: readonly Member[]
let mill: RealDao
let wrong: DecisionId
const requestId = () => world.requestId()
const [ada, ben, dora, eve, fay] = [0, 1, 2, 3, 4].map((i) => () => people[i] as Member) as [
  () => Member,
  () => Member,
  () => Member,
  () => Member,
  () => Member,
]
const ether = 10n ** 18n
const plan = (leavers: readonly Member[], more: { readonly name?: string } = {}) => ({
  space: mill.space,
  leavers: leavers.map(({ account }) => account),
  name: 'Brook',
  rules: null,
  tokens: [],
  ...more,
})
const propose = async (by: Member, leavers: readonly Member[], name = 'Brook') =>
  (await by.api.spinOffs.propose({ ...plan(leavers, { name }), requestId: requestId(), note: 'We go our own way.' })).decision
const page = (by: Member, decision: DecisionId) => by.api.proposals.get({ space: mill.space, decision })
const enact = (by: Member, decision: DecisionId) => by.api.spinOffs.enact({ requestId: requestId(), space: mill.space, decision })
const vote = async (voters: readonly Member[], decision: DecisionId) => {
  for (const member of voters) await answer(world, member, mill.space, decision)
}

beforeAll(async () => {
  world = await createRealWorld('spin-offs')
  people = await Promise.all(['ada', 'ben', 'dora', 'eve', 'fay'].map((name, i) => world.start(name, i)))
  mill = await world.found('Mill', [ada(), ben(), dora(), eve(), fay()])
  await ada().api.daos.deposit({ requestId: requestId(), space: mill.space, wei: (5n * ether + 3n).toString() })
  await until('the money is there', async () => (await dora().client.balance(mill.dao)) === 5n * ether + 3n)
}, 120_000)
afterAll(() => world.close())

test('M214 Q70 Q71 the preview says who goes with what and who stays with what; what cannot be is refused by its reason', async () => {
  const seen = await ada().api.spinOffs.preview(plan([dora(), eve()]))
  expect(seen.leavers.map(({ name, power, shares }) => [name, power, shares]).toSorted()).toEqual([
    ['dora', '1', '1'],
    ['eve', '1', '1'],
  ])
  expect(seen.stayers).toHaveLength(3)
  expect(seen.tokens).toMatchObject([{ symbol: 'ETH', held: (5n * ether + 3n).toString(), goes: (2n * ether + 0n).toString() }])
  for (const [leavers, reason] of [
    [people, 'everybody'],
    [[{ account: address.parse(`0x${'9'.repeat(40)}`) } as Member], 'stranger'],
  ] as const)
    await expect(ada().api.spinOffs.preview(plan(leavers))).rejects.toMatchObject({
      code: 'SPIN_OFF_IMPOSSIBLE',
      data: { meta: { reason } },
    })
})

test('M216 R25.1 it passes without somebody who is to go: nobody goes, and it says whose Yes is missing', async () => {
  wrong = await propose(ada(), [dora(), eve()], 'Against her')
  await vote([ada(), ben(), dora(), fay()], wrong)
  await until('it would pass', async () => (await page(ada(), wrong)).tally.decisive)
  const seen = await until('Ben has all four ballots', async () => {
    const one = await page(ben(), wrong)
    return one.ballotRows.length === 4 && one
  })
  expect(seen).toMatchObject({
    asks: { key: 'asks.spinOff', params: { count: 2 } },
    content: 'We go our own way.',
    spinOff: { ready: false },
  })
  expect(seen.spinOff?.leavers.filter(({ yes }) => !yes).map(({ account }) => account)).toEqual([eve().account])
  await expect(enact(ben(), wrong)).rejects.toMatchObject({ code: 'SPIN_OFF_EARLY', data: { meta: { missing: eve().account } } })
  await expect(ben().api.proposals.enact({ requestId: requestId(), space: mill.space, decisions: [wrong] })).rejects.toMatchObject({
    code: 'ENACT_WAITS',
  })
}, 120_000)

test('M215 M217 M218 R25 two of five leave with two fifths, by one transaction, and find themselves in their own DAO', async () => {
  const decision = await propose(dora(), [dora(), eve()])
  await vote([dora(), eve(), fay()], decision)
  await until('everybody who goes said Yes', async () => (await page(fay(), decision)).spinOff?.ready)
  const { spinOff } = await page(fay(), decision)
  await enact(fay(), decision)
  const newDao = (spinOff?.newDao ?? '') as Address
  const rows = await until('both are in Brook', async () => {
    const found = await Promise.all(
      [dora(), eve()].map(async ({ api }) => {
        const row = (await api.daos.list()).find(({ dao }) => dao === newDao)
        return row === undefined ? null : api.daos.get({ space: row.space })
      }),
    )
    return (
      found.every((one) => one !== null && !one.locked && one.deployed === 'final' && one.memberRows.every(({ name }) => name !== null)) &&
      found
    )
  })
  expect(rows[0]).toMatchObject({ name: 'Brook', totalPower: '2', totalShares: '2' })
  expect(rows[0]?.memberRows.map(({ name }) => name).toSorted()).toEqual(['dora', 'eve'])
  const left = await until('Mill has three', async () => {
    const found = await ada().api.daos.get({ space: mill.space })
    return found.members === 3 && found
  })
  expect(left).toMatchObject({ totalPower: '3', totalShares: '3' })
  const [stays, went] = [await ada().client.balance(mill.dao), await ada().client.balance(newDao)]
  expect(stays + went).toBe(5n * ether + 3n)
  expect(went).toBe(2n * ether)
  expect((await ada().api.daos.list()).some(({ dao }) => dao === newDao)).toBe(false)
  expect((await page(ada(), decision)).spinOff).toMatchObject({ ready: false, space: null })
  // They write and vote there as in any DAO.
  const brook = rows[1]?.space ?? ''
  const { decision: first } = await eve().api.proposals.submit({
    requestId: requestId(),
    space: brook as never,
    draft: null,
    title: 'Hello',
    content: 'Here we are.',
    calls: [],
  })
  await until('Dora reads it', () =>
    dora()
      .api.proposals.get({ space: brook as never, decision: first })
      .catch(() => null),
  )
}, 240_000)

test('M216 G12 R25.2 what was asked about those who are gone can happen no more, and nobody loses by it', async () => {
  const before = await ada().client.balance(mill.dao)
  const seen = await page(ada(), wrong)
  expect(seen.spinOff?.ready).toBe(false)
  await expect(enact(ada(), wrong)).rejects.toMatchObject({ code: expect.stringMatching(/^(SPIN_OFF_EARLY|PROPOSAL_SUPERSEDED)$/) })
  expect(await ada().client.balance(mill.dao)).toBe(before)
}, 120_000)
