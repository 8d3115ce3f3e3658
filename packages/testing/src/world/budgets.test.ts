import { address, bytes32, type BudgetId, type DecisionId, type ProjectId, type SpaceId, ether } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const
type Name = (typeof names)[number]
const coin = address.parse(`0x${'c0'.repeat(20)}`)
const payees = { well: address.parse(`0x${'e1'.repeat(20)}`), roof: address.parse(`0x${'e2'.repeat(20)}`) }

beforeAll(warmUp)

type Scene = {
  readonly world: TimedWorld
  readonly space: SpaceId
  readonly budget: BudgetId
  readonly well: ProjectId
  readonly roof: ProjectId
}

/** Three members with a treasury of 1000, and a budget of all of it with two projects, seen by everybody. */
const opening = async (token = ether): Promise<Scene> => {
  const world = await createTimedWorld(names, { codeHashes: new Map([[coin, bytes32.parse(`0x${'c1'.repeat(32)}`)]]) })
  const space = await foundTimed(world, names)
  const { api, pass, requestId, until } = world
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await until('deployed', async () => (await api('cleo').daos.get({ space })).deployed === 'final')
  const { dao } = await api('ada').daos.get({ space })
  world.chain.fund(address.parse(dao), 1_000n, token === ether ? undefined : token)
  // Until a block has it a token is none.
  world.chain.mine()
  const opened = { requestId: requestId(), space, title: 'Autumn', token, amount: '1000', allocation: '100', closesAt: 0 }
  const { budget } = await pass(api('ada').budgets.open(opened))
  const add = async (by: Name, name: string, payee: string) => {
    await until('the budget', async () => (await api(by).budgets.list({ space })).length === 1)
    return pass(api(by).budgets.addProject({ requestId: requestId(), space, budget, name, payee, text: '' }))
  }
  const { project: well } = await add('ada', 'Well', payees.well)
  const { project: roof } = await add('ben', '**Roof** <b>', payees.roof)
  for (const name of names)
    await until('both projects', async () => (await api(name).budgets.get({ space, budget })).projectRows.length === 2)
  return { world, space, budget, well, roof } as Scene
}
const pledge = ({ world, space, budget }: Scene, name: Name, pledges: readonly { project: ProjectId; amount: string }[]) =>
  world.pass(world.api(name).budgets.pledge({ requestId: world.requestId(), space, budget, pledges: [...pledges] }))
const amountsOf = async ({ world, space, budget }: Scene, name: Name) =>
  Object.fromEntries((await world.api(name).budgets.get({ space, budget })).projectRows.map((row) => [row.name, row.amount]))
const settle = async (scene: Scene, expected: Readonly<Record<string, string>>) => {
  for (const name of names)
    await scene.world.until(
      `${name} sees it`,
      async () =>
        JSON.stringify(Object.entries(await amountsOf(scene, name)).toSorted()) === JSON.stringify(Object.entries(expected).toSorted()),
    )
}
const close = ({ world, space, budget }: Scene, name: Name, without: ProjectId[] = []) =>
  world.pass(world.api(name).budgets.close({ requestId: world.requestId(), space, budget, without }))
const enact = async ({ world, space }: Scene, decision: DecisionId) => {
  const { api, pass, requestId, until } = world
  for (const name of names)
    await until('the proposal', async () => (await api(name).proposals.list({ space })).some((row) => row.decision === decision))
  for (const name of ['ada', 'ben'] as const)
    await pass(api(name).ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' }))
  await until('decisive', async () => (await api('cleo').proposals.get({ space, decision })).tally.enactable)
  await pass(api('cleo').proposals.enact({ requestId: requestId(), space, decisions: [decision] }))
  await until('final', async () => (await api('ben').proposals.get({ space, decision })).state === 'final')
}
const balance = ({ world }: Scene, account: string, token = ether): bigint => {
  const last = world.chain.blocks().at(-1)?.world
  return (token === ether ? last?.balances : last?.tokens.get(token))?.get(address.parse(account)) ?? 0n
}

test('M60 M61 C15 E1: members pledge and revise, everybody sees the same estimate, and one transaction pays it to the unit', async () => {
  const scene = await opening()
  const { world, space, budget, well, roof } = scene
  const { api } = world
  await expect(close(scene, 'ada')).rejects.toMatchObject({ code: 'BUDGET_EMPTY' })
  await expect(pledge(scene, 'ada', [{ project: well, amount: '101' }])).rejects.toMatchObject({ code: 'PLEDGE_OVER' })
  await expect(pledge(scene, 'ada', [{ project: budget as never, amount: '1' }])).rejects.toMatchObject({ code: 'BUDGET_UNKNOWN' })
  await pledge(scene, 'ada', [
    { project: well, amount: '36' },
    { project: roof, amount: '64' },
  ])
  await pledge(scene, 'ben', [{ project: roof, amount: '1' }])
  await pledge(scene, 'ben', [{ project: well, amount: '64' }])
  await settle(scene, { Well: '754', '**Roof** <b>': '246' })
  const asked = { space, budget, pledges: [{ project: roof, amount: '64' }] }
  // Roof: (8 + 8)² = 256 beside 196 of the well.
  expect((await api('cleo').budgets.estimate(asked)).parts.map(({ amount }) => amount).toSorted()).toEqual(['434', '566'])
  expect(await amountsOf(scene, 'cleo')).toEqual({ Well: '754', '**Roof** <b>': '246' })
  const { decisions } = await close(scene, 'cleo')
  const [decision] = decisions as [DecisionId]
  await world.until('the proposal', async () => (await api('ben').proposals.list({ space })).length === 1)
  const page = await api('ben').proposals.get({ space, decision })
  expect(page.closing).toMatchObject({ verdict: 'matches', counted: 2, missing: [], differences: [] })
  expect(page.content).toContain('**\\*\\*Roof\\*\\* \\<b\\>** gets')
  expect(page.content).toContain(`pledges ${page.closing?.root}`)
  expect((await api('ben').budgets.get({ space, budget })).status).toBe('closing')
  await expect(pledge(scene, 'ben', [])).rejects.toMatchObject({ code: 'BUDGET_CLOSED' })
  await enact(scene, decision)
  expect([balance(scene, payees.well), balance(scene, payees.roof)]).toEqual([754n, 246n])
  expect(balance(scene, (await api('ada').daos.get({ space })).dao)).toBe(0n)
  expect((await api('ada').budgets.get({ space, budget })).status).toBe('paid')
  await expect(close(scene, 'ada')).rejects.toMatchObject({ code: 'BUDGET_CLOSED' })
  await world.close()
})

test('M61 G8 C15: whoever leaves a pledge out is named, and of two closings the chain pays one', async () => {
  const scene = await opening(coin)
  const { world, space, well, roof } = scene
  const { api } = world
  await pledge(scene, 'ada', [{ project: well, amount: '100' }])
  await settle(scene, { Well: '1000', '**Roof** <b>': '0' })
  // Cut off from the others, ben closes without what cleo pledges meanwhile.
  await world.pass(api('ben').network.setOnline({ online: false, chain: true }))
  const partial = await close(scene, 'ben')
  await pledge(scene, 'cleo', [{ project: roof, amount: '100' }])
  await world.until('cleo’s pledge', async () => (await api('ada').budgets.get({ space, budget: scene.budget })).pledged === 2)
  const whole = await close(scene, 'ada')
  await world.pass(api('ben').network.setOnline({ online: true, chain: true }))
  const [bens, adas] = [partial.decisions[0], whole.decisions[0]] as [DecisionId, DecisionId]
  for (const name of names) await world.until('both closings', async () => (await api(name).proposals.list({ space })).length === 2)
  const check = async (decision: DecisionId) => (await api('cleo').proposals.get({ space, decision })).closing
  expect(await check(bens)).toMatchObject({
    verdict: 'matches',
    counted: 1,
    missing: [{ account: world.player('cleo').member.account, older: false }],
  })
  expect(await check(adas)).toMatchObject({ verdict: 'matches', counted: 2, missing: [] })
  await enact(scene, adas)
  expect([balance(scene, payees.well, coin), balance(scene, payees.roof, coin)]).toEqual([500n, 500n])
  expect((await api('ben').proposals.get({ space, decision: bens })).state).toBe('superseded')
  const again = { requestId: world.requestId(), space, decision: bens }
  await expect(world.pass(api('ben').proposals.resubmit(again))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  const late = { requestId: world.requestId(), space, choices: [{ decision: bens, support: 'for' as const }], reason: '' }
  await expect(world.pass(api('cleo').ballots.cast(late))).rejects.toMatchObject({ code: 'PROPOSAL_SUPERSEDED' })
  await world.close()
})

test('M60: a stated end is the chain’s: before it nobody closes, after it nobody pledges', async () => {
  const scene = await opening()
  const { world, space } = scene
  const { api, pass, requestId } = world
  const now = Math.floor(world.clock.now() / 1000)
  const timed = { requestId: requestId(), space, title: 'Soon', token: ether, amount: '1', allocation: '9', closesAt: now + 600 }
  await expect(pass(api('ben').budgets.open({ ...timed, requestId: requestId(), closesAt: now - 600 }))).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  })
  const { budget } = await pass(api('ben').budgets.open(timed))
  const { project } = await pass(
    api('ben').budgets.addProject({ requestId: requestId(), space, budget, name: 'Path', payee: payees.well, text: '' }),
  )
  const soon = { ...scene, budget }
  await pledge(soon, 'ben', [{ project, amount: '9' }])
  await expect(close(soon, 'ben')).rejects.toMatchObject({ code: 'BUDGET_OPEN' })
  await world.advance(700_000)
  world.chain.mine()
  await world.until('ended', async () => (await api('ben').budgets.get({ space, budget })).status === 'ended')
  await expect(pledge(soon, 'ben', [])).rejects.toMatchObject({ code: 'BUDGET_CLOSED' })
  await expect(close(soon, 'ben', [project])).rejects.toMatchObject({ code: 'BUDGET_EMPTY' })
  expect((await close(soon, 'ben')).decisions).toHaveLength(1)
  await world.close()
})
