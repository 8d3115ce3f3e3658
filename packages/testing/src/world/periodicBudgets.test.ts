import { address, type DecisionId, type SpaceId, ether } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const
const payee = address.parse(`0x${'e1'.repeat(20)}`)
const hour = 3_600_000
const week = 7 * 24 * hour

beforeAll(warmUp)

const enact = async (world: TimedWorld, space: SpaceId, decision: DecisionId) => {
  const { api, pass, requestId, until } = world
  for (const name of names)
    await until('the proposal', async () => (await api(name).proposals.list({ space })).some((row) => row.decision === decision))
  for (const name of ['ada', 'ben'] as const)
    await pass(api(name).ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' }))
  await until('decisive', async () => (await api('ada').proposals.get({ space, decision })).tally.enactable)
  await pass(api('ada').proposals.enact({ requestId: requestId(), space, decisions: [decision] }))
  for (const name of names) await until('final', async () => (await api(name).proposals.get({ space, decision })).state === 'final')
}

/** Three members who agreed on 500 wei a week. */
const agreed = async () => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  const { api, pass, requestId, until } = world
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await until('deployed', async () => (await api('cleo').daos.get({ space })).deployed === 'final')
  world.chain.fund(address.parse((await api('ada').daos.get({ space })).dao), 2_000n)
  world.chain.mine()
  const rule = { name: 'Commons', token: ether, amount: '500', allocation: '100', every: 'week' as const, start: 0 }
  const set = (of: typeof rule | null) =>
    pass(api('ben').budgets.setPeriodic({ requestId: requestId(), space, rule: of, reason: 'So be it.' }))
  for (const wrong of [{ amount: '0' }, { name: 'a\nb' }, { name: 'ä'.repeat(31) }, { allocation: '0' }])
    await expect(set({ ...rule, ...wrong })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  const { decision } = await set(rule)
  expect(await api('ben').budgets.periodic({ space })).toEqual({ rule: null, rounds: [], proposal: decision })
  expect((await api('ben').proposals.get({ space, decision })).periodic).toEqual({
    key: 'periodic.sets.week',
    params: { name: 'Commons', wei: '500', units: '100', start: expect.any(Number) },
  })
  await enact(world, space, decision)
  const budgets = async (name: string) => api(name).budgets.list({ space })
  /** The chain’s time comes from its blocks. */
  const go = async (milliseconds: number) => {
    await world.advance(milliseconds)
    world.chain.mine()
    await world.advance(2_000)
  }
  /** Nobody's machine runs meanwhile. */
  const sleep = async (milliseconds: number) => {
    for (const name of names) await world.stop(name)
    world.sleep(milliseconds)
    for (const name of names) await world.begin(name)
  }
  const everywhere = (what: string, look: (name: string) => Promise<boolean>) =>
    until(what, async () => (await Promise.all(names.map(look))).every(Boolean))
  return { world, space, set, budgets, go, sleep, everywhere }
}

test('M164 M165 M166 each week a budget is opened once, by one member’s node, reminded of, and its payments proposed and paid', async () => {
  const { world, space, set, budgets, go, sleep, everywhere } = await agreed()
  const { api, pass, requestId, until } = world
  await everywhere('the first one', async (name) => (await budgets(name)).length === 1)
  // All had their turn by now, and saw that it is there.
  await go(60_000)
  const opened = () => names.reduce((sum, name) => sum + world.player(name).events.filter((event) => event === 'budget.opened').length, 0)
  expect(opened()).toBe(1)
  const [first] = await budgets('cleo')
  expect(first).toMatchObject({
    title: expect.stringMatching(/^Commons, \d{4}-\d\d-\d\d$/),
    amount: '500',
    allocation: '100',
    status: 'open',
  })
  const budget = first?.budget ?? ('' as never)
  const calendar = await api('cleo').budgets.periodic({ space })
  expect(calendar.rule).toMatchObject({ name: 'Commons', every: 'week', amount: '500' })
  expect(calendar.rounds.map(({ period, present, budget: id, status }) => [period, present, id, status])).toEqual([
    [0, true, budget, 'open'],
    [1, false, null, null],
    [2, false, null, null],
    [3, false, null, null],
  ])
  expect(calendar.rounds[1]?.begins).toBe(calendar.rounds[0]?.ends)
  const { project } = await pass(api('ada').budgets.addProject({ requestId: requestId(), space, budget, name: 'Well', payee, text: '' }))
  await everywhere('the project', async (name) => (await budgets(name))[0]?.projects === 1)
  // Nobody is reminded of what closes in a week; three days before it, whoever has not pledged is.
  expect(await api('ben').budgets.reminders({ space })).toEqual([])
  const pledges = [{ project, amount: '100' }]
  await pass(api('ada').budgets.pledge({ requestId: requestId(), space, budget, pledges }))
  await everywhere('a pledge', async (name) => (await budgets(name))[0]?.pledged === 1)
  await sleep(week - 72 * hour)
  await go(1_000)
  await everywhere('the time', async (name) => (await api(name).budgets.reminders({ space })).length === (name === 'ada' ? 0 : 1))
  await pass(api('ben').budgets.pledge({ requestId: requestId(), space, budget, pledges }))
  expect(await api('ben').budgets.reminders({ space })).toEqual([])
  // The week is over: the next budget, and a proposal of what this one comes to.
  await sleep(72 * hour)
  await go(1_000)
  await everywhere('the second one', async (name) => (await budgets(name)).length === 2)
  for (let i = 0; i < 3; i++) await go(50_000)
  await everywhere('its closing', async (name) => (await api(name).budgets.get({ space, budget })).status === 'closing')
  const closings = (await api('cleo').budgets.get({ space, budget })).closings
  expect(closings).toHaveLength(1)
  const decision = closings[0]?.decisions[0]?.decision ?? ('' as never)
  expect((await api('cleo').proposals.get({ space, decision })).closing).toMatchObject({ verdict: 'matches', counted: 2, missing: [] })
  await enact(world, space, decision)
  expect(world.chain.blocks().at(-1)?.world.balances.get(payee)).toBe(500n)
  await go(120_000)
  expect((await budgets('ada')).map(({ status }) => status)).toEqual(['open', 'paid'])
  // A week in which nobody pledged proposes nothing, and an end is an end.
  const end = await set(null)
  expect((await api('ben').proposals.get({ space, decision: end.decision })).periodic).toEqual({ key: 'periodic.ends', params: {} })
  await enact(world, space, end.decision)
  await sleep(week)
  for (let i = 0; i < 3; i++) await go(50_000)
  expect(await api('ada').budgets.periodic({ space })).toEqual({ rule: null, rounds: [], proposal: null })
  expect((await budgets('ada')).map(({ status }) => status)).toEqual(['ended', 'paid'])
  await until('all said', async () => (await budgets('cleo')).length === 2)
  await world.close()
})

test('M165 whose turn it is may be away, and two that open it at once open the same one', async () => {
  const { world, budgets, go, sleep, everywhere } = await agreed()
  await everywhere('the first one', async (name) => (await budgets(name)).length === 1)
  // Cut off from each other in the second week, everybody opens it.
  await sleep(week)
  for (const name of names) await world.pass(world.api(name).network.setOnline({ online: false, chain: true }))
  for (let i = 0; i < 3; i++) await go(30_000)
  await everywhere('each its own', async (name) => (await budgets(name)).length === 2)
  // One in the first week, three in the second: nobody saw what the others did.
  expect(names.flatMap((name) => world.player(name).events).filter((event) => event === 'budget.opened')).toHaveLength(4)
  for (const name of names) await world.pass(world.api(name).network.setOnline({ online: true, chain: true }))
  await go(60_000)
  const ids = await Promise.all(names.map(async (name) => (await budgets(name)).map(({ budget }) => budget).join()))
  expect([new Set(ids).size, ids[0]?.split(',').length]).toEqual([1, 2])
  await world.close()
})

test('M426 X2 an endpoint that tells a time far ahead has no node open or close budgets of periods that have not come', async () => {
  const { world, budgets, go, everywhere } = await agreed()
  await everywhere('the first one', async (name) => (await budgets(name)).length === 1)
  const { client } = world.player('ada')
  let ahead = 0
  const later = <T extends { readonly timestamp: number }>(head: T): T => ({ ...head, timestamp: head.timestamp + ahead })
  world.player('ada').client = {
    ...client,
    head: async () => later(await client.head()),
    watch: (request) => client.watch({ ...request, onHead: (head) => request.onHead(later(head)) }),
  }
  world.player('ada').sandbox = false
  await world.stop('ada')
  await world.begin('ada')
  for (let n = 1; n <= 6; n++) {
    ahead = (n * 8 * week) / 1_000
    await go(60_000)
  }
  expect((await world.api('ada').node.status()).chain.state).toBe('online')
  for (const name of names) expect([name, (await budgets(name)).length]).toEqual([name, 1])
  // As soon as it tells the truth the next one is opened in its time.
  ahead = 0
  for (const name of names) await world.stop(name)
  world.sleep(week)
  await world.begin('ada')
  world.chain.mine()
  for (let i = 0; i < 4; i++) await go(30_000)
  expect((await budgets('ada')).length).toBe(2)
  await world.close()
})
