import { changeRosterCall } from '@daomesh/chain'
import { address, type DecisionId, type RoundId, type SpaceId, ether } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const
const [well, barn] = ['71', '72'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [typeof ether, typeof ether]
const coin = address.parse(`0x${'c0'.repeat(20)}`)
const unit = 10n ** 18n
const day = 86_400

beforeAll(warmUp)

/** All vote For, and somebody carries it out. */
const pass = async (world: TimedWorld, space: SpaceId, decision: string): Promise<void> => {
  for (const name of names) {
    await world.until('it arrives', async () => (await world.api(name).proposals.list({ space })).some((row) => row.decision === decision))
    const choices = [{ decision: decision as DecisionId, support: 'for' as const }]
    await world.pass(world.api(name).ballots.cast({ requestId: world.requestId(), space, choices, reason: '' }))
  }
  const page = () => world.api('ada').proposals.get({ space, decision: decision as DecisionId })
  await world.until('decided', async () => (await page()).tally.enactable)
  await world.pass(world.api('ada').proposals.enact({ requestId: world.requestId(), space, decisions: [decision as DecisionId] }))
  await world.until('final', async () => (await page()).state === 'final')
}

const deploy = async (world: TimedWorld): Promise<{ readonly space: SpaceId; readonly dao: typeof ether }> => {
  const space = await foundTimed(world, names)
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed', async () => (await world.api('cleo').daos.get({ space })).deployed === 'final')
  return { space, dao: address.parse((await world.api('ada').daos.get({ space })).dao) }
}

const timed = async () => {
  const world = await createTimedWorld(names, { funds: 10n ** 21n })
  const { space, dao } = await deploy(world)
  world.chain.fund(dao, 100n * unit)
  const now = () => Math.floor(world.clock.now() / 1000)
  const terms = (change: object = {}) => ({
    requestId: world.requestId(),
    as: space,
    title: 'Water for all',
    about: 'Two works.\n\nBoth are needed.',
    token: ether,
    closesAt: now() + 2 * day,
    minimum: unit.toString(),
    pool: (10n * unit).toString(),
    capBps: 10_000,
    projects: [
      { name: 'Well', about: 'Deep.', payee: well },
      { name: 'Barn', about: '', payee: barn },
    ],
    ...change,
  })
  const open = async (change: object = {}): Promise<RoundId> => {
    const asked = terms(change)
    const { round, decision } = await world.pass(world.api('ada').rounds.open(asked))
    // A retry is the same round and the same proposal.
    expect(await world.pass(world.api('ada').rounds.open(asked))).toMatchObject({ round, decision })
    await pass(world, space, decision ?? '')
    return round
  }
  const give = (name: (typeof names)[number], round: RoundId, project: number, amount: bigint, change: object = {}) =>
    world.pass(
      world.api(name).rounds.contribute({ requestId: world.requestId(), as: null, round, project, amount: amount.toString(), ...change }),
    )
  const settled = () =>
    world.until('nothing is under way', async () =>
      (await Promise.all(names.map((name) => world.api(name).chain.transactions()))).every((rows) =>
        rows.every(({ state }) => ['final', 'failed', 'superseded'].includes(state)),
      ),
    )
  const pageOf = (name: (typeof names)[number], round: RoundId) => world.pass(world.api(name).rounds.get({ round }))
  return { world, space, dao, now, terms, open, give, settled, pageOf }
}

test('M170 M171 M174 K1 a DAO opens a round by one decision with its pool; its members give by proofs that the app builds, each request once', async () => {
  const { world, space, dao, now, terms, open, give, settled, pageOf } = await timed()
  for (const [change, field] of [
    [{ closesAt: 1 }, 'closesAt'],
    [{ finaliseBy: terms().closesAt }, 'finaliseBy'],
    [{ minimum: '0' }, 'minimum'],
    [{ capBps: 10_001 }, 'capBps'],
    [{ projects: [] }, 'projects'],
    [{ projects: [{ name: 'Nobody', about: '', payee: ether }] }, 'projects'],
    [{ about: '# a heading' }, 'title'],
    [{ pool: (1n << 112n).toString() }, 'pool'],
  ] as const)
    await expect(world.pass(world.api('ada').rounds.open(terms(change)))).rejects.toMatchObject({
      code: 'ROUND_TERMS',
      data: { meta: { field } },
    })
  // Members have an hour to vote: who would vote last must not find it over.
  await expect(world.pass(world.api('ada').rounds.open(terms({ closesAt: now() + 3_600 })))).rejects.toMatchObject({
    code: 'ROUND_ENDS_FIRST',
    data: { meta: { field: 'closesAt' } },
  })
  expect(await world.api('ada').proposals.list({ space })).toEqual([])
  const round = await open()
  expect(world.chain.blocks().at(-1)?.world.balances.get(dao)).toBe(90n * unit)
  const page = await pageOf('cleo', round)
  expect(page).toMatchObject({ title: 'Water for all', status: 'contributing', pool: (10n * unit).toString(), gave: false })
  expect(page.projects.map(({ words }) => words?.title)).toEqual(['Well', 'Barn'])
  expect(page.ways).toHaveLength(1)
  expect(page.seatRows).toHaveLength(3)
  await expect(give('ben', round, 0, 1n)).rejects.toMatchObject({ code: 'AMOUNT_INVALID' })
  await expect(give('ben', round, 2, unit)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await expect(give('ben', round, 0, unit, { as: space })).rejects.toMatchObject({ code: 'ROUND_FOREIGN' })
  await expect(give('ben', `0x${'1'.repeat(64)}` as RoundId, 0, unit)).rejects.toMatchObject({ code: 'ROUND_UNKNOWN' })
  const asked = { requestId: world.requestId(), as: null, round, project: 0, amount: (4n * unit).toString() }
  const [first, again] = [
    await world.pass(world.api('ben').rounds.contribute(asked)),
    await world.pass(world.api('ben').rounds.contribute(asked)),
  ]
  expect(again.transaction?.id).toBe(first.transaction?.id)
  await give('cleo', round, 0, 4n * unit)
  await give('cleo', round, 1, 9n * unit)
  await world.pass(world.api('ada').rounds.fund({ requestId: world.requestId(), as: null, round, amount: '7' }))
  await settled()
  const given = await pageOf('ada', round)
  expect(given).toMatchObject({ contributed: (17n * unit).toString(), pool: (10n * unit + 7n).toString(), gave: false })
  expect(given.projects.map(({ matched, seats }) => [matched, seats])).toEqual([
    [(8n * unit).toString(), 2],
    ['0', 1],
  ])
  expect(await world.api('cleo').rounds.mine()).toMatchObject([
    { project: 1, projectName: 'Barn', amount: (9n * unit).toString() },
    { project: 0, projectName: 'Well', title: 'Water for all' },
  ])
  // It ends within three days: whoever gave nothing yet has it in the inbox.
  expect(await world.api('ada').rounds.tasks()).toMatchObject([{ action: 'contribute', round, title: 'Water for all' }])
  expect(await world.api('ben').rounds.tasks()).toEqual([])
  // What was signed was said in words.
  const lines = world.player('ben').asked.flatMap((request) => (request.type === 'transaction' ? request.context.lines : []))
  expect(lines.join()).toContain('“Well”')
  // Words prove themselves, whoever hands them over.
  const keep = (text: string) => world.pass(world.api('ada').rounds.keep({ requestId: world.requestId(), round, text }))
  await expect(keep(given.text.replace('Deep', 'Flat'))).rejects.toMatchObject({ code: 'ROUND_WORDS' })
  expect(await keep(given.text)).toEqual({ round })
  await world.close()
})

test('M172 M173 C15 after its end one node counts the round, pays all projects and gives the rest of the pool back, and nobody a second time', async () => {
  const { world, space, dao, open, give, settled, pageOf } = await timed()
  const round = await open()
  for (const name of ['ben', 'cleo'] as const) await give(name, round, 0, 4n * unit)
  await settled()
  const acts = (name: (typeof names)[number]) => world.api(name).rounds
  const early = { requestId: world.requestId(), round }
  await expect(world.pass(acts('ada').finalise(early))).rejects.toMatchObject({
    code: 'ROUND_CLOSED',
    data: { meta: { status: 'contributing' } },
  })
  await expect(world.pass(acts('ada').payout({ ...early, projects: null }))).rejects.toMatchObject({ code: 'ROUND_CLOSED' })
  await expect(world.pass(acts('ada').refund({ ...early, what: 'contributions' }))).rejects.toMatchObject({ code: 'ROUND_CLOSED' })
  for (const name of names) await world.stop(name)
  world.sleep(2 * day * 1000 + 60_000)
  for (const name of names) await world.begin(name)
  await world.until('paid, and the rest given back', async () => {
    const page = await pageOf('ada', round)
    return page.projects[0]?.paid === true && page.fundings.every(({ refunded }) => refunded)
  })
  await settled()
  const told = (await Promise.all(names.map((name) => world.api(name).chain.transactions()))).flat()
  const auto = told.filter(({ id }) => id.startsWith('auto-')).map(({ purpose, state }) => `${purpose.key} ${state}`)
  // Who came too late with the same one found it done.
  expect(auto.filter((one) => one.endsWith('final')).toSorted()).toEqual([
    'transaction.roundFinalise final',
    'transaction.roundPayout final',
    'transaction.roundRefundPool final',
  ])
  expect(auto.filter((one) => one.endsWith('failed'))).toEqual([])
  const balance = (account: typeof ether) => world.chain.blocks().at(-1)?.world.balances.get(account)
  expect(balance(well)).toBe(16n * unit)
  expect(balance(dao)).toBe(92n * unit)
  const late = { requestId: world.requestId(), round }
  await expect(world.pass(acts('ben').payout({ ...late, projects: null }))).rejects.toMatchObject({ code: 'ROUND_NOTHING_DUE' })
  await expect(world.pass(acts('ben').refund({ ...late, what: 'pool', account: dao }))).rejects.toMatchObject({ code: 'ROUND_NOTHING_DUE' })
  const claim = { requestId: world.requestId(), as: null, vault: ether, recipient: null }
  await expect(world.pass(acts('ben').claim(claim))).rejects.toMatchObject({ code: 'ROUND_NOTHING_DUE' })
  await expect(world.pass(acts('ben').callOff({ ...late, as: space }))).rejects.toMatchObject({ code: 'ROUND_CLOSED' })
  await world.close()
})

test('M172 M173 what the members call off gives everything back by itself; what a person refuses to sign is not asked again', async () => {
  const { world, space, dao, open, give, settled, pageOf } = await timed()
  const round = await open()
  await give('ben', round, 0, 4n * unit)
  await give('cleo', round, 1, 5n * unit)
  await settled()
  const asked = { requestId: world.requestId(), round, as: null }
  await expect(world.pass(world.api('ada').rounds.callOff(asked))).rejects.toMatchObject({ code: 'ROUND_FOREIGN' })
  const { decision } = await world.pass(world.api('ada').rounds.callOff({ ...asked, as: space }))
  world.player('cleo').answers = 'yes'
  await pass(world, space, decision ?? '')
  world.player('cleo').answers = 'no'
  await world.until('ben and the DAO have theirs back', async () => {
    const { refunds, fundings } = await pageOf('ada', round)
    return refunds.length === 1 && fundings.every(({ refunded }) => refunded)
  })
  const balance = (account: typeof ether) => world.chain.blocks().at(-1)?.world.balances.get(account)
  expect(balance(dao)).toBe(100n * unit)
  const refusals = () => world.player('cleo').asked.filter((one) => one.type === 'transaction').length
  await world.until('cleo was asked', async () =>
    (await world.api('cleo').chain.transactions()).some(
      ({ purpose, state }) => purpose.key === 'transaction.roundRefund' && state === 'failed',
    ),
  )
  const before = refusals()
  await world.advance(400_000)
  expect(refusals()).toBe(before)
  // By hand, whenever she likes; anybody may.
  world.player('cleo').answers = 'yes'
  expect(await world.api('cleo').rounds.tasks()).toMatchObject([{ action: 'refund', amount: (5n * unit).toString() }])
  const account = world.player('cleo').member.account
  await world.pass(world.api('ada').rounds.refund({ requestId: world.requestId(), round, what: 'contributions', account }))
  await settled()
  expect((await pageOf('ada', round)).refunds).toEqual([])
  await world.close()
})

test('M171 G8 a member of a DAO in the confederation gives for its seat, and that DAO by its own ballots: one root for all of it', async () => {
  const { world, space, dao, open, give, settled, pageOf } = await timed()
  const mill = await deploy(world)
  world.chain.fund(mill.dao, 10n * unit)
  const call = changeRosterCall(dao, [{ account: mill.dao, kind: 1, power: 1n, mint: 1n }])
  const calls = [{ target: call.target, value: '0', data: call.data }]
  const asked = { requestId: world.requestId(), space, draft: null, title: 'Take the mill in', content: 'all', calls }
  await pass(world, space, (await world.pass(world.api('ada').proposals.submit(asked))).decision)
  // A roster of this very second cannot be cited.
  await world.advance(5_000)
  const round = await open()
  const { ways, seatRows } = await pageOf('ben', round)
  expect(seatRows).toHaveLength(4)
  const seat = seatRows.find(({ account }) => account === mill.dao)?.seat ?? -1
  const ben = world.player('ben').member.account
  expect(ways.map(({ as, seat: of }) => [as, of === seat])).toEqual(
    expect.arrayContaining([
      [ben, false],
      [ben, true],
      [mill.dao, true],
    ]),
  )
  // Nine for the mill's seat: four of it by two of its people, five by its own ballots.
  await give('ben', round, 0, 2n * unit, { seat })
  await give('cleo', round, 0, 2n * unit, { seat })
  const { decision } = await give('ada', round, 0, 5n * unit, { as: mill.space })
  await pass(world, mill.space, decision ?? '')
  await give('ada', round, 0, 4n * unit)
  await settled()
  const page = await pageOf('cleo', round)
  // (3 + 2)² − 13: split as it is, the seat has one root.
  expect(page.projects[0]).toMatchObject({ seats: 2, contributed: (13n * unit).toString(), deserved: (12n * unit).toString() })
  expect(page.contributions.filter((one) => one.mine).map(({ account }) => account)).toEqual(
    expect.arrayContaining([world.player('cleo').member.account, mill.dao]),
  )
  await world.close()
})

test('M171 C11 a pool in a token is approved exactly, in the same decision; what cannot be pushed waits, and is drawn once', async () => {
  const { world, space, dao, open, give, settled, pageOf } = await timed()
  world.chain.fund(dao, 30n, coin)
  for (const name of names) world.chain.fund(world.player(name).member.account, 100n, coin)
  world.chain.mine()
  const ada = world.player('ada').member.account
  const round = await open({ token: coin, minimum: '2', pool: '30', projects: [{ name: 'Ada', about: '', payee: ada }] })
  const [proposal] = await world.api('ben').proposals.list({ space })
  const { calls } = await world.pass(world.api('ben').proposals.get({ space, decision: proposal?.decision as DecisionId }))
  expect(calls.map(({ summary }) => summary.key)).toEqual(['call.round.open', 'call.approve', 'call.round.fund'])
  expect(calls[0]?.args).toEqual([{ name: 'payee 1', value: ada }])
  const [gift] = [await give('ben', round, 0, 9n)]
  expect(gift.approvals.map(({ purpose }) => purpose.key)).toEqual(['transaction.roundApprove'])
  await give('cleo', round, 0, 4n)
  await settled()
  expect(await pageOf('ada', round)).toMatchObject({ pool: '30', contributed: '13', projects: [{ matched: '12' }] })
  for (const name of names) await world.stop(name)
  world.sleep(2 * day * 1000 + 60_000)
  for (const name of names) await world.begin(name)
  world.chain.refuse(ada)
  await world.until('it is known to be over', async () => (await pageOf('ben', round)).status === 'countable')
  const asked = () => ({ requestId: world.requestId(), round })
  await world.pass(world.api('ben').rounds.finalise(asked()))
  await world.until('counted', async () => (await pageOf('ben', round)).status === 'finalised')
  // A token has no price here: nobody is asked to pay gas for it without a hand.
  expect((await world.api('ada').rounds.tasks()).map(({ action }) => action)).toContain('payout')
  await world.pass(world.api('ben').rounds.payout({ ...asked(), projects: [0] }))
  await settled()
  expect(await world.api('ada').rounds.credits()).toMatchObject([{ token: coin, account: ada, amount: '25' }])
  world.chain.refuse(ada, false)
  world.chain.mine()
  const [{ vault } = { vault: ether }] = await world.api('ada').rounds.credits()
  const claim = { requestId: world.requestId(), as: null, vault, recipient: null }
  const first = await world.pass(world.api('ada').rounds.claim(claim))
  expect((await world.pass(world.api('ada').rounds.claim(claim))).transaction?.id).toBe(first.transaction?.id)
  await settled()
  expect(await world.api('ada').rounds.credits()).toEqual([])
  await world.pass(world.api('cleo').rounds.refund({ ...asked(), what: 'pool', account: dao }))
  await settled()
  const holders = world.chain.blocks().at(-1)?.world.tokens.get(coin)
  // What came in went out: 30 − 12 to the DAO, 13 + 12 to the payee.
  expect([holders?.get(dao), holders?.get(ada), holders?.get(vault)]).toEqual([18n, 125n, 0n])
  await world.close()
})
