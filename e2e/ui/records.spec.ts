import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { createTestClient, http } from 'viem'
import { castBallot } from './fixtures/castBallot.ts'
import { foundDao, foundedDao } from './fixtures/found.ts'
import { expectFinal } from './fixtures/expectFinal.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const [name, weighing] = ['Riverside Makers', 'Credit Union']
const payee = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const day = 86_400

let scene: Scene | undefined
let ana: Page
let ben: Page
/** Lets chain time pass, as nothing on a person's machine can. */
let pass: (seconds: number) => Promise<void>

const command = (who: 'ana' | 'ben', ...words: readonly string[]): Promise<unknown> => actor(scene, who).member.command(...words)
const path = (page: Page) => page.getByRole('region', { name: 'Recorded path' })
const vote = async (page: Page, support: 'For' | 'Against'): Promise<void> => {
  await castBallot(page, support)
  await expect(page.getByText('You voted')).toBeVisible()
}
const openFromInbox = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('link', { name: 'Inbox' }).click()
  await page.getByRole('link', { name: new RegExp(title) }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
}

const openFromList = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('link', { name: 'Proposals' }).first().click()
  await page.getByRole('link', { name: new RegExp(title) }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
}

/** On a small window every screen of the DAO is in sight; on a lower one a bar says that there is more, and the entry of this screen is shown. */
const expectWholeNavigation = async (page: Page): Promise<void> => {
  const navigation = page.getByRole('navigation', { name: 'Main navigation' })
  const bar = navigation.locator('.mantine-ScrollArea-scrollbar[data-orientation="vertical"]')
  const usual = page.viewportSize() ?? { width: 1_280, height: 840 }
  await page.setViewportSize({ width: 1_024, height: 700 })
  for (const entry of ['Inbox', 'Proposals', 'Sales', 'Network'])
    await expect(navigation.getByRole('link', { name: entry })).toBeInViewport({ ratio: 1 })
  await expect(bar).not.toBeVisible()
  await page.setViewportSize({ width: 1_024, height: 460 })
  await expect(bar).toBeVisible()
  await navigation.getByRole('link', { name: 'Sales' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(navigation.getByRole('link', { name: 'Sales' })).toBeInViewport({ ratio: 0.9 })
  // Also where the window gets lower afterwards.
  await page.setViewportSize({ width: 1_024, height: 430 })
  await expect(navigation.getByRole('link', { name: 'Sales' })).toBeInViewport({ ratio: 0.9 })
  await page.goBack()
  await page.setViewportSize(usual)
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await foundedDao(ana, ben, name)
  const { chain } = (await command('ana', 'status')) as { chain: { rpcUrl: string } }
  const owner = createTestClient({ mode: 'anvil', transport: http(chain.rpcUrl) })
  pass = async (seconds) => {
    await owner.increaseTime({ seconds })
    await owner.mine({ blocks: 1 })
  }
  await command('ana', 'dao', 'deposit', name, '2eth')
})
test.afterAll(() => scene?.end())

test('M191 G1 what passes with fewer is recorded once voting has closed', async () => {
  await command('ana', 'proposal', 'submit', name, '--title', 'Buy a lamp', '--content', 'For the jetty.', '--pay', `${payee}=0.5eth`)
  await openFromInbox(ana, 'Buy a lamp')
  // Nobody has voted: this way is only one more thing to understand.
  await expect(ana.getByText('What passes with fewer is first recorded on the chain', { exact: false })).toBeVisible()
  await expect(path(ana)).toHaveCount(0)
  await lookAt(ana, 'record-fresh')
  await expectWholeNavigation(ana)
  await vote(ana, 'For')
  await expect(path(ana).getByText('It would pass, and ballots could still change that.', { exact: false })).toBeVisible()
  await expect(path(ana).getByText('once voting has closed', { exact: false })).toBeVisible()
  await expect(path(ana).getByRole('button')).toHaveCount(0)
  await pass(3 * day + 60)
  await expect(ana.getByText('Passes, not recorded').first()).toBeVisible()
  await expect(path(ana).getByText('Anybody can record it now', { exact: false })).toBeVisible()
  await lookAt(ana, 'record-1')
  await path(ana).getByRole('button', { name: 'Record it' }).click()
  await expect(path(ana).getByText('1 ballot counts there.', { exact: false })).toBeVisible()
  await expect(path(ana).getByRole('timer')).toHaveText(/(2 days|1 day, 23 hours) left/)
  await expect(ana.getByText('Recorded: passes').first()).toBeVisible()
  // What would have decided it at once, and taking it back, are past.
  await expect(ana.getByText('would decide it at once', { exact: false })).toHaveCount(0)
  await expect(ana.getByRole('button', { name: 'Withdraw' })).toHaveCount(0)
  await lookAt(ana, 'record-2')
})

test('M193 M64 M453 M454 G13 whose ballot is missing there reads so in the inbox, and the app brings it once it can pay', async () => {
  await openFromInbox(ben, 'Buy a lamp')
  await vote(ben, 'Against')
  await expect(path(ben).getByText('Your ballot is not in the record', { exact: false })).toBeVisible()
  await expect(path(ben).getByText('Ben (you)')).toBeVisible()
  await lookAt(ben, 'record-3')
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await expect(ben.getByText('Your ballot is not in the record', { exact: false })).toBeVisible()
  await lookAt(ben, 'record-4')
  await openFromInbox(ben, 'Buy a lamp')
  await command('ben', 'chain', 'faucet')
  for (const page of [ana, ben]) {
    await expect(path(page).getByText('As recorded it does not pass', { exact: false })).toBeVisible()
    await expect(path(page).getByText('Added ballots changed the outcome', { exact: false })).toBeVisible()
    await expect(path(page).getByText('Not as it is recorded now.', { exact: false })).toBeVisible()
  }
  // Who did not challenge it sees in the list what became of it and until when, by the time of the chain, and on the page of the DAO that it happened.
  await ana.getByRole('link', { name: 'Proposals' }).first().click()
  const row = ana.getByRole('link', { name: /Buy a lamp/ })
  await expect(row).toContainText('Recorded: does not pass')
  await expect(row).toContainText(/in 2 days|in 48 hours|in 47 hours/)
  await lookAt(ana, 'record-list')
  await ana.getByRole('link', { name }).click()
  const activity = ana.getByRole('region', { name: 'Activity' })
  await expect(activity.getByText('has a ballot in the record now: it does not pass')).toBeVisible()
  await expect(activity.getByText('Recorded on the chain: it passes')).toBeVisible()
  await lookAt(ana, 'record-activity')
  await openFromList(ana, 'Buy a lamp')
  await expect(path(ben).getByText('Your ballot is not in the record', { exact: false })).toHaveCount(0)
  await vote(ben, 'For')
  for (const page of [ana, ben]) await expect(path(page).getByText('As recorded it passes', { exact: false })).toBeVisible()
})

test('M63 after the window anybody carries it out', async () => {
  await pass(4 * day)
  await expect(path(ben).getByText('The window is over', { exact: false })).toBeVisible()
  await ben.emulateMedia({ colorScheme: 'dark' })
  await lookAt(ben, 'record-dark')
  await path(ben).getByRole('button', { name: 'Carry it out' }).click()
  for (const page of [ana, ben]) await expectFinal(page)
  await expect(path(ben).getByText('It was carried out.')).toBeVisible()
  await ana.getByRole('link', { name }).click()
  await expect(ana.getByText('1.5 ETH', { exact: true })).toBeVisible()
  await ben.getByRole('link', { name: 'Transactions' }).click()
  await expect(ben.getByText(/^Carry out “Buy a lamp” as recorded/)).toBeVisible()
  await expect(ben.getByText(/^Bring 1 ballot to the record/).first()).toBeVisible()
  await ben.emulateMedia({ colorScheme: 'light' })
})

test('M65 R8 in a DAO of credits votes cost their square, and what nobody can oppose is recorded and carried out at once', async () => {
  for (const page of [ana, ben]) await page.getByRole('link', { name: 'Create or join a DAO' }).click()
  await foundDao(ana, ben, weighing, 'Ben', { preset: 'Voices by credits', funded: true })
  await expect(ana.getByText('Each member has 100 credits', { exact: false })).toBeVisible()
  for (const title of ['Plant a hedge', 'Paint the shed'])
    await command('ana', 'proposal', 'submit', weighing, '--title', title, '--content', 'Green.')
  await openFromInbox(ana, 'Plant a hedge')
  await ana.getByRole('radio', { name: 'For', exact: true }).check()
  await expect(ana.getByText('Left to you in this period: 100 of 100 credits. Most votes: 10.')).toBeVisible()
  await ana.getByLabel('Votes', { exact: true }).fill('8')
  await expect(ana.getByText('Cost in credits: 64. Left then: 36.')).toBeVisible()
  await lookAt(ana, 'quad-1')
  await ana.getByRole('button', { name: 'Vote', exact: true }).click()
  await expect(ana.getByText('with 8 votes').first()).toBeVisible()
  await openFromInbox(ana, 'Paint the shed')
  await ana.getByRole('radio', { name: 'Against', exact: true }).check()
  await expect(ana.getByText('Left to you in this period: 36 of 100 credits. Most votes: 6.')).toBeVisible()
  await expect(() => command('ben', 'ballot', 'cast', weighing, 'Plant a hedge=for:3')).toPass({ timeout: 60_000 })
  await ana.getByRole('link', { name: 'Proposals' }).first().click()
  await ana.getByRole('link', { name: /Plant a hedge/ }).click()
  await expect(ana.getByText('with 3 votes')).toBeVisible()
  await ana.getByRole('button', { name: "Show every member's weight" }).click()
  await expect(ana.getByText('Spends 64 credits on 8 votes.')).toBeVisible()
  await lookAt(ana, 'quad-2')
  await path(ana).getByRole('button', { name: 'Record and carry out' }).click()
  await expectFinal(ana)
})

test('M66 other rules are proposed by a form that says what changes', async () => {
  await ana.getByRole('link', { name: weighing }).first().click()
  const dialog = ana.getByRole('dialog')
  // What is still read above it may move the button away under the pointer.
  await expect(async () => {
    await ana.getByRole('button', { name: 'Propose other rules' }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await expect(dialog.getByText('Nothing is changed yet.')).toBeVisible()
  await dialog.getByLabel('Counting').selectOption('One member, one vote')
  await dialog.getByLabel('Quorum').fill('60')
  await expect(dialog.getByText('Every member will have one vote.')).toBeVisible()
  await expect(dialog.getByText('Quorum: 50% before, 60% after')).toBeVisible()
  await lookAt(ana, 'quad-3')
  await dialog.getByRole('button', { name: 'Put to the vote' }).click()
  await expect(ana.getByRole('heading', { name: 'New rules', level: 1 })).toBeVisible()
  await expect(ana.getByText('Give the DAO new rules')).toBeVisible()
  await expect(ana.getByText('Quorum: 50% before, 60% after')).toBeVisible()
  await lookAt(ana, 'quad-4')
  for (const who of ['ana', 'ben']) expect([who, actor(scene, who).faults]).toEqual([who, []])
})
