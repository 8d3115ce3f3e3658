import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { castBallot } from './fixtures/castBallot.ts'
import { foundedDao } from './fixtures/found.ts'
import { expectFinal } from './fixtures/expectFinal.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'

const payees = { Well: '0x00000000000000000000000000000000000000e1', '**Roof** <b>': '0x00000000000000000000000000000000000000e2' } as const

const addProject = async (page: Page, name: keyof typeof payees): Promise<void> => {
  await page.getByRole('button', { name: 'Add a project' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name of the project').fill(name)
  await dialog.getByLabel('Paid to').fill(payees[name])
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await expect(dialog).toBeHidden()
}
const units = (page: Page, name: string) => page.getByLabel(`Units to ${name}`)

test('C15 E1: a budget is opened, projects are pledged to, the estimate is live, and what members vote on matches the pledges', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [ana, ben] = [actor(scene, 'ana').page, actor(scene, 'ben').page]
    await foundedDao(ana, ben, 'Meadow')
    await ana.getByRole('button', { name: 'Deposit' }).click()
    await ana.getByRole('dialog').getByLabel('Amount').fill('2.6')
    await ana.getByRole('dialog').getByRole('button', { name: 'Deposit' }).click()
    await expect(ana.getByText('2.6 ETH', { exact: true })).toBeVisible()
    await ana.getByRole('link', { name: 'Budgets' }).click()
    await expect(ana.getByText('No budgets yet')).toBeVisible()
    await ana.getByRole('button', { name: 'Open a budget' }).click()
    await ana.getByRole('dialog').getByLabel('What it is for').fill('Autumn')
    await ana.getByRole('dialog').getByLabel('Amount').fill('2.6')
    await lookAt(ana, 'open-budget')
    await ana.getByRole('dialog').getByRole('button', { name: 'Open it' }).click()
    await addProject(ana, 'Well')
    await ben.getByRole('link', { name: 'Budgets' }).click()
    await ben.getByRole('link', { name: 'Autumn' }).click()
    await addProject(ben, '**Roof** <b>')

    await units(ana, 'Well').fill('36')
    await units(ana, '**Roof** <b>').fill('64')
    await expect(ana.getByText('100 of your 100 units').first()).toBeVisible()
    await ana.getByRole('button', { name: 'Sign my pledge' }).click()
    await expect(ben.getByRole('listitem', { name: 'Well' }).getByText('0.936 ETH')).toBeVisible()
    await units(ben, 'Well').fill('64')
    // Before it is signed: what would be, beside what is.
    await expect(ben.getByRole('listitem', { name: 'Well' }).getByText('1.96 ETH')).toBeVisible()
    await expect(ana.getByRole('listitem', { name: 'Well' }).getByText('0.936 ETH')).toBeVisible()
    await lookAt(ben, 'budget-pledging')
    await ben.getByRole('button', { name: 'Sign my pledge' }).click()
    await expect(ana.getByRole('listitem', { name: 'Well' }).getByText('1.96 ETH')).toBeVisible()
    await ana.emulateMedia({ colorScheme: 'dark' })
    await lookAt(ana, 'budget')

    await ana.getByRole('button', { name: 'Propose the payments' }).click()
    await expect(ana.getByText('Matches the pledges')).toBeVisible()
    await expect(ana.getByText('Computed again here from the pledges of 2 members.')).toBeVisible()
    await expect(ana.locator('strong', { hasText: '**Roof** <b>' })).toBeVisible()
    await lookAt(ana, 'budget-closing')
    await ben.getByRole('link', { name: 'The proposal' }).click()
    await expect(ben.getByText('Matches the pledges')).toBeVisible()
    await lookAt(ben, 'budget-closing-seen')
    for (const page of [ana, ben]) {
      await castBallot(page)
      await expect(page.getByText('You voted')).toBeVisible()
    }
    await ana.getByRole('button', { name: 'Carry it out' }).click()
    await expectFinal(ben)
    await ben.getByRole('link', { name: 'The budget' }).click()
    await expect(ben.getByText('paid', { exact: true })).toBeVisible()

    await ana.getByRole('link', { name: 'Meadow' }).click()
    await ana.getByRole('button', { name: 'Change power or shares of Ben' }).click()
    await ana.getByRole('dialog').getByLabel('Power').fill('8')
    await lookAt(ana, 'b1')
    await ana.getByRole('dialog').getByRole('button', { name: 'Propose' }).click()
    await expect(ana.getByText(/Set the power of .* to 8/)).toBeVisible()
    await ben.getByRole('link', { name: 'Meadow' }).click()
    await ben.getByRole('button', { name: 'More about members' }).click()
    await ben.getByRole('menuitem', { name: 'Half-life of power' }).click()
    await lookAt(ben, 'half-life')
    await ben.getByRole('dialog').getByRole('button', { name: 'Propose' }).click()
    await expect(ben.getByText(/This agrees that power fades to a half in 12 periods of/)).toBeVisible()
    expect(actor(scene, 'ana').faults).toEqual([])
    expect(actor(scene, 'ben').faults).toEqual([])
  } finally {
    await scene.end()
  }
})
