import { setBalance } from '@daomesh/chain/devnet'
import { address, type ProjectId, ether } from '@daomesh/protocol'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './realTime.ts'
import { answer, createRealWorld, type RealWorld } from './realWorld.ts'

const payees = ['e1', 'e2'].map((byte) => address.parse(`0x${byte.repeat(20)}`))

let world: RealWorld
beforeAll(async () => {
  world = await createRealWorld('recorded')
}, 120_000)
afterAll(() => world.close())

test('M191 B4 C15 a closing that passes and is not decisive is recorded and paid on a real chain, to the unit, and once', async () => {
  const { devnet, requestId } = world
  const people = [await world.start('ada', 0), await world.start('ben', 1), await world.start('cleo', 2)] as const
  const [ada, ben, cleo] = people
  const { space, dao } = await world.found('Meadow', people)
  await setBalance({ rpcUrl: devnet.rpcUrl, account: dao, wei: 1_000n })
  const tester = createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) })
  const later = async (seconds: number) => {
    await tester.increaseTime({ seconds })
    await tester.mine({ blocks: 1 })
  }
  const opened = { requestId: requestId(), space, title: 'Autumn', token: ether, amount: '1000', allocation: '100', closesAt: 0 }
  const { budget } = await ada.api.budgets.open(opened)
  const projects: ProjectId[] = []
  for (const [i, payee] of payees.entries())
    projects.push(
      (await ada.api.budgets.addProject({ requestId: requestId(), space, budget, name: `Project ${i}`, payee, text: '' })).project,
    )
  const [well, roof] = projects as [ProjectId, ProjectId]
  await until('the projects at ben', async () => (await ben.api.budgets.list({ space }))[0]?.projects === 2)
  const line = (project: ProjectId, amount: string) => ({ project, amount })
  await ada.api.budgets.pledge({ requestId: requestId(), space, budget, pledges: [line(well, '36'), line(roof, '64')] })
  await ben.api.budgets.pledge({ requestId: requestId(), space, budget, pledges: [line(well, '64')] })
  await until('both pledges at cleo', async () => (await cleo.api.budgets.list({ space }))[0]?.pledged === 2)
  const { decisions } = await cleo.api.budgets.close({ requestId: requestId(), space, budget, without: [] })
  const decision = decisions[0] ?? ('' as never)
  await answer(world, ada, space, decision)
  await until('abstaining', () => ben.api.proposals.get({ space, decision }).catch(() => null))
  await ben.api.ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'abstain' }], reason: '' })
  const page = (at = cleo) => at.api.proposals.get({ space, decision })
  await until('both ballots', async () => (await page()).ballotRows.length === 2)
  expect((await page()).tally).toMatchObject({ enactable: false, decisive: false })
  await later(3_610)
  await until('recordable', async () => (await page()).record.recordable)
  await cleo.api.proposals.record({ requestId: requestId(), space, decision })
  await until('recorded', async () => (await page()).record.status === 'challengeable')
  await until('closing at ada', async () => (await ada.api.budgets.get({ space, budget })).status === 'closing')
  await later(3_610)
  // Whoever acts has to have seen the block.
  await until('executable at ada', async () => (await page(ada)).record.status === 'executable')
  await ada.api.proposals.execute({ requestId: requestId(), space, decision })
  await until('final', async () => (await page()).state === 'final')
  const held = async (account: string) => (await cleo.api.chain.balance({ address: account as never })).wei
  // (√36 + √64)² = 196 to 64 of the well and the roof.
  expect(await Promise.all([...payees, dao].map(held))).toEqual(['754', '246', '0'])
  await until('paid', async () => (await ben.api.budgets.get({ space, budget })).status === 'paid')
  await until('paid at ada', async () => (await ada.api.budgets.get({ space, budget })).status === 'paid')
  await expect(ada.api.budgets.close({ requestId: requestId(), space, budget, without: [] })).rejects.toMatchObject({
    code: 'BUDGET_CLOSED',
  })
}, 120_000)
