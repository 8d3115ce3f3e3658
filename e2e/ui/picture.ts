import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { foundDao } from './fixtures/found.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

/** Draws the README's picture from a real proposal: `DAOMESH_PICTURE=1 playwright test -c e2e/ui/playwright.config.ts`. */
const picture = fileURLToPath(new URL('../../.github/daomesh.png', import.meta.url))
const title = 'Rent the boathouse for the summer workshop'

let scene: Scene | undefined

const write = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Drafts' }).click()
  await page.getByLabel('Title of a new draft').fill(title)
  await page.getByRole('button', { name: 'Start a draft' }).click()
  await page.locator('.tiptap').click()
  await page.keyboard.type('The boathouse is free from June to August. We rent it, and the workshop moves there for the summer.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('## What it costs')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- Rent for three months: 1.2 ETH')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Tools and insurance we have')
  await page.getByRole('button', { name: 'Add a payment' }).click()
  await page.getByLabel('Recipient').fill('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')
  await page.getByLabel('Amount').fill('1.2')
  await page.getByRole('button', { name: 'Review and submit' }).click()
  await page.getByRole('button', { name: 'Submit the proposal' }).click()
}

test('a proposal under way', async ({ browser }) => {
  test.setTimeout(300_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  const [ana, ben] = [actor(scene, 'ana').page, actor(scene, 'ben').page]
  await ana.setViewportSize({ width: 1_280, height: 860 })
  await foundDao(ana, ben, 'Riverside Makers')
  await ana.getByRole('button', { name: 'Deposit' }).click()
  await ana.getByRole('dialog').getByLabel('Amount').fill('5')
  await ana.getByRole('dialog').getByRole('button', { name: 'Deposit' }).click()
  await expect(ana.getByText('5 ETH', { exact: true })).toBeVisible()
  await write(ana)
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await ben.getByRole('link', { name: new RegExp(title) }).click()
  await ben.getByRole('radio', { name: 'For', exact: true }).check()
  await ben.getByLabel('Reason').fill('The children loved it there last year.')
  await ben.getByRole('button', { name: 'Vote' }).click()
  await expect(ben.getByText('You voted')).toBeVisible()
  await ben.getByLabel('Write a comment').fill('Who brings the *saws*?')
  await ben.getByRole('button', { name: 'Comment' }).click()
  await expect(ana.getByText('Who brings the')).toBeVisible()
  await ana.getByRole('radio', { name: 'For', exact: true }).check()
  await ana.mouse.move(640, 20)
  await ana.screenshot({ path: picture })
})
test.afterAll(() => scene?.end())
