import type { DecisionId, Hex } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { castBallot } from './fixtures/castBallot.ts'
import { foundedDao } from './fixtures/found.ts'
import { expectFinal } from './fixtures/expectFinal.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
let ana: Page
let ben: Page

const run = <T>(who: string, ...words: readonly string[]) => actor(scene, who).member.command(...words) as Promise<T>

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await foundedDao(ana, ben, 'Mill')
  // Ben has a DAO of his own besides.
  await run('ben', 'lobby', 'create', 'Valley', '--as', 'Ben')
  await run('ben', 'lobby', 'propose', 'Valley', '--equal', '100')
  await run('ben', 'chain', 'faucet')
  await expect(async () => {
    await run('ben', 'dao', 'deploy', 'Valley')
    expect((await run<{ deployed: string }>('ben', 'dao', 'show', 'Valley')).deployed).toBe('final')
  }).toPass({ timeout: 60_000 })
})
test.afterAll(() => scene?.end())

test('R10 F13 whoever takes a DAO in sees its members and its rule, and it comes in as one that signs by their ballots', async () => {
  const { dao } = await run<{ dao: Hex }>('ben', 'dao', 'show', 'Mill')
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await ben
    .getByRole('link', { name: /Valley/ })
    .first()
    .click()
  await ben.getByRole('button', { name: 'Take somebody in' }).click()
  const dialog = ben.getByRole('dialog')
  await dialog.getByLabel('Their account').fill(dao)
  await expect(dialog.getByText('Mill is a DAO with 2 members')).toBeVisible()
  await expect(dialog.getByRole('list', { name: 'Members of Mill' }).getByRole('listitem')).toHaveCount(2)
  await dialog.getByLabel('Title').fill('Take the mill in')
  await lookAt(ben, 'nested-form')
  await dialog.getByRole('button', { name: 'Review' }).click()
  await dialog.getByRole('button', { name: 'Submit the proposal' }).click()
  await castBallot(ben)
  await ben.getByRole('button', { name: 'Carry it out' }).click()
  await expectFinal(ben)
})

test('M190 S17 M75 the question comes to the inner members with the outer proposal behind it, and the outer page shows how they decide', async () => {
  // A roster of this very second cannot be cited (R1).
  await ben.waitForTimeout(2_000)
  const { decision } = await run<{ decision: DecisionId }>(
    'ben',
    'proposal',
    'submit',
    'Valley',
    '--title',
    'Mend the weir',
    '--content',
    'It leaks.',
  )
  await ana.getByRole('link', { name: 'Inbox' }).click()
  await ana.getByRole('link', { name: /Valley asks: Mend the weir/ }).click({ timeout: 60_000 })
  await expect(ana.getByText('Valley asks how this DAO votes')).toBeVisible({ timeout: 60_000 })
  await expect(ana.getByText('It leaks.')).toBeVisible()
  await lookAt(ana, 'nested-question')
  await castBallot(ana, 'Against')

  const page = new URL(ben.url())
  const { space } = await run<{ space: string }>('ben', 'dao', 'show', 'Valley')
  page.hash = `#/dao/${space}/proposals/${decision}`
  await ben.goto(page.href)
  const daos = ben.getByRole('region', { name: 'DAOs among the members' })
  await expect(daos.getByText('0 for, 1 against, 0 abstain, of 2')).toBeVisible({ timeout: 60_000 })
  await expect(ben.getByText('Not yet known: Mill')).toBeVisible()
  await lookAt(ben, 'nested-outer')
  await daos.getByRole('link', { name: 'How Mill decides' }).click()
  await expect(ben.getByText('Valley asks how this DAO votes')).toBeVisible()
  await castBallot(ben, 'Against')
  await expect(ben.getByText('You voted')).toBeVisible()
  await ben.getByRole('link', { name: 'The proposal in Valley' }).click()
  await expect(daos.getByText('Voted')).toBeVisible({ timeout: 60_000 })
  await expect(daos.getByText('Against')).toBeVisible()

  // Ana has no seat in the valley: she reads there, and comments.
  await ana.getByRole('link', { name: 'The proposal in Valley' }).click({ timeout: 60_000 })
  await expect(ana.getByText('You are here through a DAO that is a member.', { exact: false })).toBeVisible({ timeout: 60_000 })
  await lookAt(ana, 'nested-through')
  const rows = await run<{ name: string; ballot: string }[]>('ana', 'member', 'daos', 'Valley', decision)
  expect(rows).toMatchObject([{ name: 'Mill', ballot: 'against' }])
  expect(actor(scene, 'ana').faults.concat(actor(scene, 'ben').faults)).toEqual([])
})

test('M250 R28 two outer proposals are answered inside on one sheet, and carried out from the page of one in one transaction', async () => {
  const submitInValley = async (title: string, ...more: readonly string[]) =>
    (await run<{ decision: DecisionId }>('ben', 'proposal', 'submit', 'Valley', '--title', title, '--content', 'It is dark.', ...more))
      .decision
  const lamp = await submitInValley('Buy a lamp')
  const hook = await submitInValley('Hang the lamp', '--after', lamp)
  await run('ben', 'ballot', 'sheet', 'Valley', `${lamp}=for`, `${hook}=for`)

  // Ana answers both of the valley's questions with her week, and Ben too.
  for (const [page, name] of [
    [ana, 'ana'],
    [ben, 'ben'],
  ] as const) {
    await expect(async () => {
      const rows = await run<{ title: string; mine: string | null }[]>(name, 'proposal', 'list', 'Mill')
      expect(rows.filter(({ title, mine }) => / the lamp$| a lamp$/.test(title) && mine === null)).toHaveLength(2)
    }).toPass({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Inbox' }).click()
    await page.getByRole('link', { name: /^Mill/ }).first().click()
    await page.getByRole('link', { name: 'This week' }).click()
    for (const title of ['Valley asks: Buy a lamp', 'Valley asks: Hang the lamp'])
      await page.getByRole('region', { name: title, exact: true }).getByRole('radio', { name: 'For' }).check()
    if (name === 'ana') await lookAt(page, 'nested-week')
    await page.getByRole('button', { name: 'Sign the sheet' }).click()
  }

  const at = new URL(ben.url())
  const { space } = await run<{ space: string }>('ben', 'dao', 'show', 'Valley')
  at.hash = `#/dao/${space}/proposals/${hook}`
  await ben.goto(at.href)
  const daos = ben.getByRole('region', { name: 'DAOs among the members' })
  await expect(daos.getByText('Voted')).toBeVisible({ timeout: 60_000 })
  await ben.getByRole('button', { name: 'Carry it out, after what comes before it' }).click({ timeout: 60_000 })
  await expectFinal(ben)
  await lookAt(ben, 'nested-together')
  const anchors = await Promise.all(
    [lamp, hook].map((decision) => run<{ state: string; anchor: { transaction: Hex } }>('ben', 'proposal', 'show', 'Valley', decision)),
  )
  expect(anchors.map(({ state }) => state)).toEqual(['final', 'final'])
  expect(new Set(anchors.map(({ anchor }) => anchor.transaction)).size).toBe(1)
  expect(actor(scene, 'ana').faults.concat(actor(scene, 'ben').faults)).toEqual([])
})
