import {
  changeRosterCall,
  encodeEnact,
  encodeEnactBoth,
  encodeRound,
  meetCall,
  pairAddress,
  pairTermsOf,
  projectsHashOf,
  roundIdOf,
  roundsAddress,
} from '@daomesh/chain'
import { foldRounds, type RoundRecord, roundStanding } from '@daomesh/governance'
import {
  type Address,
  address,
  type Hex,
  type Round,
  type RoundAction,
  type RoundEvent,
  type RoundProject,
  zeroAddress,
} from '@daomesh/protocol'
import { createMemoryHub } from '@daomesh/network/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { systemClock } from '@daomesh/protocol/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemRandom, until } from './realTime.ts'
import { startMember } from './startMember.ts'
import { openRoundScene, type RoundScene, type SceneDao } from './roundScene.ts'

let scene: RoundScene
let mill: SceneDao
let valley: SceneDao
const rounds = roundsAddress()
const ether = 10n ** 18n
const payee = (i: number): Address => address.parse(`0x${(0xf00000 + i).toString(16).padStart(40, '0')}`)
const projects = [0, 1, 2].map((i): RoundProject => ({ payee: payee(i), contentHash: `0x${'ab'.repeat(32)}` }))
let nonce = 0n

beforeAll(async () => {
  scene = await openRoundScene()
  // Three people make a mill, which is a member of the valley beside four others.
  mill = await scene.found('Mill', [0, 1, 2])
  valley = await scene.found('Valley', [3, 4, 5, 6], [mill.dao])
}, 120_000)
afterAll(() => scene.close())

const seatOf = ({ genesis }: SceneDao, account: Address): number => genesis.members.findIndex((member) => member.account === account)
const ask = (from: number, action: RoundAction) => scene.send(from, encodeRound(rounds, action))
const recordOf = async (round: Round): Promise<RoundRecord> => {
  const { finalized } = await scene.client.roundFacts({ rounds, from: null })
  const record = foldRounds(finalized.map(({ fact }) => fact)).rounds.get(roundIdOf(round))
  if (record === undefined) throw new RangeError('not opened')
  return record
}

/** Opened by the valley's decision. */
const openRound = async (change: Partial<Round> = {}): Promise<Round> => {
  const at = await scene.now()
  const round: Round = {
    confederation: valley.dao,
    token: zeroAddress,
    closesAt: at + 10_000,
    finaliseBy: at + 200_000,
    minimum: 1000n,
    capBps: 10_000,
    projectsHash: projectsHashOf(projects),
    contentHash: `0x${'cd'.repeat(32)}`,
    nonce: nonce++,
    ...change,
  }
  const { to, value, data } = encodeRound(rounds, { kind: 'open', round, projects })
  const codeHash = (await scene.client.codeHash(rounds)) as Hex
  await scene.enact(valley, [{ target: to, value, data, codeHash }])
  return round
}

/** A person of the mill for its seat, anybody else for their own. */
const give = (round: Round, person: number, project: number, amount: bigint) => {
  const account = scene.person(person)
  const own = seatOf(valley, account)
  const place = own === -1 ? seatOf(mill, account) : null
  const seat = own === -1 ? seatOf(valley, mill.dao) : own
  return ask(person, { kind: 'contribute', round, seat, place, project, amount })
}

test('A31 L16 L17 G8 a confederation opens a round by decision; what its facts fold to is what the contract pays, to the last wei', async () => {
  const round = await openRound({ capBps: 6000 })
  const told: RoundEvent[] = []
  const stop = scene.client.watchRounds({
    rounds,
    from: null,
    onFacts: ({ finalized }) => void told.push(...finalized),
    onHead: () => {},
    onFailure: () => {},
  })
  await ask(7, { kind: 'fund', round, amount: 5n * ether })
  await ask(8, { kind: 'fund', round, amount: 2n * ether + 7n })
  // The mill gives 9 to the first project through three of its people: one root. Others give alone.
  for (const [person, amount] of [
    [0, 4n],
    [1, 4n],
    [2, 1n],
  ] as const)
    await give(round, person, 0, amount * ether)
  await give(round, 3, 0, 4n * ether)
  for (const person of [3, 4, 5, 6]) await give(round, person, 1, ether / 3n)
  await give(round, 6, 2, 3n * ether)
  await expect(ask(7, { kind: 'contribute', round, seat: 0, place: null, project: 0, amount: ether })).rejects.toMatchObject({
    code: 'TRANSACTION_REVERTED',
    meta: { error: 'Round_NotYours' },
  })

  const open = roundStanding(await recordOf(round), await scene.now())
  expect(open.status).toBe('contributing')
  // (3 + 2)² − 13, and 4² ÷ 3 − 4 ÷ 3: sixteen in all, of seven.
  expect(open.projects.map(({ deserved }) => deserved)).toEqual([12n * ether, 12n * (ether / 3n), 0n])
  expect(open.projects[0]?.seats).toBe(2)
  const more = [{ seat: seatOf(valley, scene.person(4)), project: 2, amount: ether }]
  const whatIf = roundStanding(await recordOf(round), await scene.now(), more)
  expect((whatIf.projects[2]?.matched ?? 0n) > 0n).toBe(true)

  await scene.pass(10_001)
  expect(roundStanding(await recordOf(round), await scene.now()).status).toBe('countable')
  await ask(9, { kind: 'finalise', round })
  const counted = roundStanding(await recordOf(round), await scene.now())
  expect(counted).toMatchObject({ status: 'finalised', projects: open.projects, left: open.left })
  await ask(9, { kind: 'payout', round, projects, which: [0, 1, 2] })
  for (const [i, { contributed, matched }] of counted.projects.entries())
    expect(await scene.client.balance(payee(i))).toBe(contributed + matched)
  const had = await scene.client.balance(scene.person(8))
  await ask(9, { kind: 'refundPool', round, numbers: [1, 0] })
  expect((await scene.client.balance(scene.person(8))) - had).toBe(counted.poolRefunds[1])
  expect(await scene.client.balance(rounds)).toBe(0n)

  const record = await recordOf(round)
  expect([[...record.paid].sort(), record.fundings.map(({ refunded }) => refunded)]).toEqual([
    [0, 1, 2],
    [true, true],
  ])
  const all = await scene.client.roundFacts({ rounds, from: null })
  await until('all of it is told', async () => told.length >= all.finalized.length)
  stop()
  expect(told).toEqual(all.finalized)
  const sums = all.finalized.flatMap(({ fact }) => (fact.kind === 'finalised' ? [[fact.deserved, fact.left]] : []))
  expect(sums).toEqual([[open.projects.reduce((sum, { deserved }) => sum + deserved, 0n), counted.left]])
}, 120_000)

test('A31 L17 a round that nobody counts gives everything back', async () => {
  const round = await openRound()
  await ask(7, { kind: 'fund', round, amount: ether })
  await give(round, 0, 1, ether)
  await give(round, 1, 2, 2n * ether)
  await scene.pass(200_001)
  const failed = roundStanding(await recordOf(round), await scene.now())
  expect(failed).toMatchObject({ status: 'failed', projects: [], poolRefunds: [ether] })
  expect([...failed.refunds]).toEqual([
    [scene.person(0), ether],
    [scene.person(1), 2n * ether],
  ])
  for (const account of failed.refunds.keys()) await ask(9, { kind: 'refund', round, account })
  await ask(9, { kind: 'refundPool', round, numbers: [0] })
  expect(await scene.client.balance(rounds)).toBe(0n)
  expect(roundStanding(await recordOf(round), await scene.now()).refunds.size).toBe(0)
}, 120_000)

/** Contracts among the members that answer as they like when a round asks for their roster. */
const hostile: readonly { readonly at: Address; readonly code: Hex }[] = (
  [
    // Burns all gas.
    '0x5b5f56',
    // Reverts.
    '0x5f5ffd',
    // Returns a megabyte.
    '0x620fffff5ff3',
    // Answers in the form of a DAO that its roster lies in its own code.
    '0x3060405260c05ff3',
  ] as const
).map((code, i) => ({ at: address.parse(`0x${(0xbad00 + i).toString(16).padStart(40, '0')}`), code }))

test('C6 G8 a round with three levels of DAOs: a member that burns gas, reverts, returns a bomb, lies, or sits in its own member holds up nobody', async () => {
  for (const { at, code } of hostile) await scene.setCode(at, code)
  const ridge = await scene.found('Ridge', [8, 9])
  const inner = await scene.found('Inner', [0, 1], [ridge.dao])
  const outer = await scene.found('Outer', [2, 3, 4, 5, 6, 7], [inner.dao, ...hostile.map(({ at }) => at)])
  // A circle of members: the ridge takes in the DAO that is above it, and that its own confederation.
  for (const [dao, above] of [
    [ridge, inner],
    [inner, outer],
  ] as const) {
    const call = changeRosterCall(dao.dao, [{ account: above.dao, kind: 1, power: 1n, mint: 0n }])
    // Two people of three seats, or of two: decisive.
    await scene.enact(dao, [{ target: call.target, value: 0n, data: call.data, codeHash: `0x${'0'.repeat(64)}` }])
  }
  const payees = [payee(20), ...hostile.map(({ at }) => at)]
  const list = payees.map((one): RoundProject => ({ payee: one, contentHash: `0x${'ab'.repeat(32)}` }))
  const at = await scene.now()
  const round: Round = {
    confederation: outer.dao,
    token: zeroAddress,
    closesAt: at + 10_000,
    finaliseBy: at + 200_000,
    minimum: 1000n,
    capBps: 10_000,
    projectsHash: projectsHashOf(list),
    contentHash: `0x${'cd'.repeat(32)}`,
    nonce: nonce++,
  }
  const opening = encodeRound(rounds, { kind: 'open', round, projects: list })
  const codeHash = (await scene.client.codeHash(rounds)) as Hex
  await scene.enact(outer, [{ target: opening.to, value: 0n, data: opening.data, codeHash }])
  const held = await scene.client.balance(rounds)
  await ask(2, { kind: 'fund', round, amount: 100_000n })
  const gift = (seat: number, place: number | null, project: number, amount: bigint) =>
    ({ kind: 'contribute', round, seat, place, project, amount }) as const
  // Whatever such a member answers, nobody gives for its seat but itself.
  for (const { at: account } of hostile)
    for (const place of [0, 1, 63])
      await expect(ask(0, gift(seatOf(outer, account), place, 0, 4000n))).rejects.toMatchObject({ code: 'TRANSACTION_REVERTED' })
  // Three levels give nine in three parts for one seat: a person, another one, and the ridge by its own ballots.
  const seat = seatOf(outer, inner.dao)
  const present = [...inner.genesis.members.map(({ account }) => account), outer.dao].sort()
  const placeOf = (account: Address): number => present.indexOf(account)
  await ask(0, gift(seat, placeOf(scene.person(0)), 0, 2000n))
  await ask(1, gift(seat, placeOf(scene.person(1)), 0, 2000n))
  // A person of the ridge is none of the inner DAO's, and who is above is in it, but no key gives in its name.
  for (const place of [placeOf(ridge.dao), placeOf(outer.dao), 5])
    await expect(ask(8, gift(seat, place, 0, 5000n))).rejects.toMatchObject({ meta: { error: 'Round_NotYours' } })
  await scene.send(9, { to: ridge.dao, value: 5000n, data: '0x' })
  const given = encodeRound(rounds, gift(seat, placeOf(ridge.dao), 0, 5000n))
  const decision = await scene.decide(ridge, [{ target: given.to, value: given.value, data: given.data, codeHash }])
  const rosterEpoch = 1
  const now = { ...decision, rosterEpoch }
  const roster = [...ridge.genesis.members, { account: inner.dao, kind: 1, power: 1n, shares: 0n }].sort((a, b) =>
    a.account < b.account ? -1 : 1,
  )
  await scene.pass(10)
  await scene.send(
    9,
    encodeEnact({ chainId: scene.chainId, dao: ridge.dao, roster, decisions: [now], sheets: await scene.sheets(ridge, now) }),
  )
  await ask(3, gift(seatOf(outer, scene.person(3)), null, 0, 4000n))
  for (const i of hostile.keys()) await ask(4, gift(seatOf(outer, scene.person(4)), null, i + 1, 1000n))
  const open = roundStanding(await recordOf(round), await scene.now())
  expect(open.projects[0]).toMatchObject({ seats: 2, contributed: 13_000n, deserved: 12_000n })
  await scene.pass(10_001)
  await ask(9, { kind: 'finalise', round })
  // Payees that take nothing leave a credit, and the others are paid in the same transaction.
  await ask(9, { kind: 'payout', round, projects: list, which: list.map((_, i) => i) })
  await ask(9, { kind: 'refundPool', round, numbers: [0] })
  expect(await scene.client.balance(payee(20))).toBe(25_000n)
  const { finalized } = await scene.client.roundFacts({ rounds, from: null })
  const credits = finalized.flatMap(({ fact }) => (fact.kind === 'credited' ? [fact.account] : []))
  expect(credits).toEqual(hostile.slice(0, 3).map((one) => one.at))
  // What was not taken is all that is left here.
  expect((await scene.client.balance(rounds)) - held).toBe(3000n)
}, 120_000)

test('M130 L18 a node shows a round with its estimate, and all that was told of it as lines with their transactions', async () => {
  const round = await openRound()
  await ask(7, { kind: 'fund', round, amount: ether })
  await give(round, 0, 1, 4000n)
  await give(round, 3, 1, 1000n)
  const [clock, random] = [systemClock, systemRandom]
  const hub = createMemoryHub({ clock, random })
  const verifier = nativeVerifier()
  const { api, node } = await startMember({ name: 'ada', account: scene.account(0), hub, client: scene.client, clock, random, verifier })
  const id = roundIdOf(round)
  expect((await api.rounds.list()).map((row) => row.round)).toContain(id)
  const page = await api.rounds.get({ round: id })
  expect(page).toMatchObject({ status: 'contributing', pool: ether.toString(), contributed: '5000', minimum: '1000', refunds: [] })
  // (20 + 10)·(20 + 10)·10 − 5000 where √4000 = 2√1000.
  expect(page.projects[1]).toMatchObject({ contributed: '5000', seats: 2, deserved: '4000', matched: '4000', paid: false })
  expect(page.fundings).toEqual([{ funder: scene.person(7), amount: ether.toString(), back: '0', refunded: false }])
  const more = [{ seat: seatOf(valley, scene.person(4)), project: 1, amount: '1000' }]
  expect((await api.rounds.get({ round: id, more })).projects[1]).toMatchObject({ deserved: '10000', seats: 3 })
  const { finalized } = await scene.client.roundFacts({ rounds, from: null })
  const told = finalized.filter(({ fact }) => 'id' in fact && fact.id === id)
  const lines = page.csv.split('\r\n')
  expect(lines.filter((line) => line.startsWith('result,'))).toEqual([
    'result,0,,,0,0,0,,,',
    'result,1,,,5000,4000,4000,,,',
    'result,2,,,0,0,0,,,',
  ])
  for (const { fact, transaction, block, logIndex } of told)
    expect(lines.some((line) => line.startsWith(`${fact.kind},`) && line.endsWith(`,${transaction},${block},${logIndex}`))).toBe(true)
  expect(told.map(({ fact }) => fact.kind)).toEqual(['opened', 'funded', 'contributed', 'contributed'])
  await expect(api.rounds.get({ round: round.contentHash })).rejects.toMatchObject({ code: 'ROUND_UNKNOWN' })
  await node.close()
}, 120_000)

test('A32 R19 two DAOs exchange power by two decisions, both or neither', async () => {
  const hill = await scene.found('Hill', [3, 4, 5])
  const pair = pairAddress()
  const codeHash = (await scene.client.codeHash(pair)) as Hex
  const gives = (giver: SceneDao, taker: SceneDao) => ({
    dao: giver.dao,
    calls: [changeRosterCall(giver.dao, [{ account: taker.dao, kind: 1, power: 2n, mint: 0n }])],
  })
  const effects = [gives(mill, hill), gives(hill, mill)] as const
  const terms = pairTermsOf(...effects)
  expect(pairTermsOf(effects[1], effects[0])).toBe(terms)
  const sideOf = async (dao: SceneDao, { calls }: (typeof effects)[number], places?: readonly number[]) => {
    const decision = await scene.decide(dao, [meetCall(pair, terms, codeHash), ...calls], pair)
    return { dao: dao.dao, decision, roster: dao.genesis.members, sheets: await scene.sheets(dao, decision, places) }
  }
  const ofMill = await sideOf(mill, effects[0])
  const weak = await sideOf(hill, effects[1], [0])
  await expect(scene.send(9, encodeEnactBoth(scene.chainId, pair, ofMill, weak))).rejects.toMatchObject({
    meta: { error: 'Dao_NotDecisive' },
  })
  // Sizes of the rosters behind the founding one.
  const rosterOf = async ({ dao, genesis }: SceneDao) => {
    const { finalized } = await scene.client.facts({ dao, from: null, genesis })
    return finalized.flatMap(({ fact }) => (fact.kind === 'rosterChanged' ? [fact.members.length] : []))
  }
  expect([await rosterOf(mill), await rosterOf(hill)]).toEqual([[], []])
  await scene.send(9, encodeEnactBoth(scene.chainId, pair, await sideOf(hill, effects[1]), ofMill))
  expect([await rosterOf(mill), await rosterOf(hill)]).toEqual([[4], [4]])
}, 120_000)
