import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { createTestClient, http } from 'viem'
import { foundedDao } from './fixtures/found.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const name = 'Meadow'
const day = 86_400

let scene: Scene | undefined
let ana: Page
let ben: Page

const run = <T = unknown>(who: string, ...words: string[]) => actor(scene, who).member.command(...words) as Promise<T>
/** Both say yes and ana sends it. */
const enact = async (decision: string): Promise<void> => {
  const page = () => run<{ state: string; tally: { enactable: boolean } }>('ana', 'proposal', 'show', name, decision)
  const isKnown = async () => (await run<{ decision: string }[]>('ben', 'proposal', 'list', name)).some((row) => row.decision === decision)
  await expect.poll(isKnown).toBe(true)
  for (const who of ['ana', 'ben']) await run(who, 'ballot', 'cast', name, `${decision}=for`)
  await expect.poll(async () => (await page()).tally.enactable).toBe(true)
  await run('ana', 'proposal', 'enact', name, decision)
  await expect.poll(async () => (await page()).state, { timeout: 60_000 }).toBe('final')
}
const decided = async (...words: string[]): Promise<void> => enact((await run<{ decision: string }>('ana', ...words)).decision)

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await foundedDao(ana, ben, name)
})
test.afterAll(() => scene?.end())

test('M164 M165 M166 a budget each week is proposed, agreed on, opens by itself, and reminds before its close', async () => {
  await ana.getByRole('link', { name: 'Budgets' }).click()
  await ana.getByRole('button', { name: 'Propose one' }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel('What it is for').fill('Commons')
  await dialog.getByLabel('Amount each').fill('0.5')
  // It began five days ago, so it closes in two.
  const from = new Date(Date.now() - 5 * day * 1000)
  const local = new Date(from.getTime() - from.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  await dialog.getByLabel('First one begins').fill(local)
  await lookAt(ana, 'periodic-dialog')
  await dialog.getByRole('button', { name: 'Propose' }).click()
  await expect(
    ana.getByText(/This agrees on a budget of 0.5 ETH each week from .* UTC for Commons, with 100 units for each member\./),
  ).toBeVisible()
  await expect(ana.getByText('Periodic budget: ', { exact: false })).toHaveCount(0)
  await lookAt(ana, 'periodic-proposal')
  const [proposal] = await run<{ decision: string }[]>('ana', 'proposal', 'list', name)
  await ben.getByRole('link', { name: 'Budgets' }).click()
  await expect(ben.getByText('A change of it is voted on.')).toBeVisible()
  await enact(proposal?.decision ?? '')
  const calendar = ben.getByRole('table', { name: 'Calendar of the periodic budget' })
  await expect(calendar.getByRole('link', { name: /^Commons, / })).toBeVisible({ timeout: 60_000 })
  await expect(calendar.getByText('to come')).toHaveCount(3)
  await lookAt(ben, 'periodic-calendar')
  const [{ budget = '' } = {}] = await run<{ budget: string }[]>('ben', 'budget', 'list', name)
  await run('ben', 'budget', 'project', name, budget, '--name', 'Well', '--payee', '0x00000000000000000000000000000000000000e1')
  await ana.getByRole('link', { name: 'Inbox' }).click()
  const reminder = ana.getByRole('region', { name: 'Budgets that close soon' })
  await expect(reminder.getByText('Meadow waits for your pledge')).toBeVisible()
  await lookAt(ana, 'periodic-reminder')
  await reminder.getByRole('link').click()
  await ana.getByLabel('Units to Well').fill('100')
  await ana.getByRole('button', { name: 'Sign my pledge' }).click()
  await expect(ana.getByRole('listitem', { name: 'Well' }).getByText('0.5 ETH')).toBeVisible()
  await ana.getByRole('link', { name: 'Inbox' }).click()
  await expect(ana.getByRole('heading', { name: 'Budgets that close soon' })).toBeHidden()
  expect(await run<unknown[]>('ben', 'budget', 'periodic', 'reminders', name)).toHaveLength(1)
})

test('H3 M63 what a half-life asks for is due in the inbox, proposed by one click, and is said to match', async () => {
  const { accounts } = await run<{ accounts: string[] }>('ben', 'identity', 'show')
  await decided('member', 'power', name, accounts[0] ?? '', '--power', '8')
  await decided('member', 'half-life', 'set', name, '--period', '1d', '--periods', '1')
  await ana.getByRole('link', { name: 'Inbox' }).click()
  await expect(ana.getByRole('heading', { name: 'Half-life of power' })).toBeHidden()
  const { chain } = await run<{ chain: { rpcUrl: string } }>('ana', 'status')
  const tester = createTestClient({ mode: 'anvil', transport: http(chain.rpcUrl) })
  await tester.increaseTime({ seconds: day })
  await tester.mine({ blocks: 1 })
  const due = ana.getByRole('region', { name: 'Half-life of power' })
  await expect(due.getByText('Ben: 8 → 4')).toBeVisible({ timeout: 60_000 })
  await lookAt(ana, 'half-life-due')
  await due.getByRole('button', { name: 'Propose it' }).click()
  await expect(ana.getByText('This is what the half-life asks for now.')).toBeVisible()
  await lookAt(ana, 'half-life-proposal')
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await expect(ben.getByRole('region', { name: 'Half-life of power' }).getByRole('link', { name: 'It is proposed' })).toBeVisible()
  await lookAt(ben, 'half-life-proposed')
  await ben.getByRole('region', { name: 'Half-life of power' }).getByRole('link', { name: 'It is proposed' }).click()
  const [proposal] = await run<{ decision: string }[]>('ana', 'proposal', 'list', name)
  await enact(proposal?.decision ?? '')
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await expect(ben.getByRole('heading', { name: 'Half-life of power' })).toBeHidden()
  const members = () => run<{ name: string; power: string }[]>('ben', 'member', 'list', name)
  await expect.poll(async () => (await members()).find((member) => member.name === 'Ben')?.power).toBe('4')
  for (const who of ['ana', 'ben']) expect([who, actor(scene, who).faults]).toEqual([who, []])
})
