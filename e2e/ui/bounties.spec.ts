import { Buffer } from 'node:buffer'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { fundedBounty } from './fixtures/fundedBounty.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'

const title = 'A fence <b>for</b> the orchard'
const [carla, dora] = [`0x${'c1'.repeat(20)}`, `0x${'d2'.repeat(20)}`] as const

const section = (page: Page, name: string) => page.getByRole('region', { name })

/** The pointer rests where nothing explains itself. */
const look = async (page: Page, what: string): Promise<void> => {
  await page.mouse.move(640, 1)
  await lookAt(page, what)
}

/** A picture for a person, where pictures are taken: the same parts are looked at elsewhere in any case. */
const glance = async (page: Page, what: string): Promise<void> => {
  if (process.env['DAOMESH_SHOTS'] !== undefined) await look(page, what)
}

/** Presses the button of the open dialog and waits for the receipt. */
const carryOut = async (page: Page, button: string, done: string): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: done })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(dialog).toHaveCount(0)
}

/** Writes a row, tries too much, goes on by Enter, pastes a table and moves a row, all by keyboard. */
const writeSplit = async (page: Page): Promise<void> => {
  await page.getByLabel('What part 1 is').fill('Gate')
  await page.getByLabel('Who does part 1').fill(carla)
  const amount = page.getByLabel('Amount of part 1')
  await amount.fill('2.000000000000000001')
  await expect(page.getByText('0.000000000000000001 ETH too much.')).toBeVisible()
  await amount.fill('0.5')
  await amount.press('Enter')
  const second = page.getByLabel('What part 2 is')
  await expect(second).toBeFocused()
  await second.evaluate((field, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', text)
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, `Posts\t${dora}\t0.7\nRails\t${carla}\t0.3`)
  await page.getByLabel('What part 3 is').press('Alt+ArrowUp')
  await expect(second).toHaveValue('Rails')
  await expect(second).toBeFocused()
  await expect(section(page, 'Do the sums fit?')).toContainText('Your margin0.5 ETH')
}

test('M77 M78 E9 E1: a funded bounty is split, delivered with a file, talked about, accepted and paid; another one is objected to', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [anas, bens] = [actor(scene, 'ana'), actor(scene, 'ben')]
    const [ana, ben] = [anas.page, bens.page]
    await Promise.all([anas, bens].map(({ member }) => member.command('chain', 'faucet')))
    await fundedBounty(anas, bens, title, '2eth')

    await ben.getByRole('link', { name: 'Bounties' }).first().click()
    await expect(ben.getByText('Yours to deliver by')).toBeVisible()
    await glance(ben, 'bounties')
    await ben.keyboard.press('j')
    await ben.keyboard.press('Enter')
    await expect(ben.getByRole('heading', { name: title, level: 1 })).toBeVisible()

    await ben.getByRole('link', { name: 'Split' }).click()
    await writeSplit(ben)
    await look(ben, 'split')
    await ben.keyboard.press('Control+Enter')
    await expect(ben.getByRole('dialog')).toContainText('3 parts are handed on for 1.5 ETH; your margin is 0.5 ETH.')
    await look(ben, 'split-review')
    await carryOut(ben, 'Put it on the chain', 'On the chain: safe to start')
    await expect(ben.getByText('Split into 3 parts, on the chain')).toBeVisible()
    await expect(ben.getByText('Not safe to start')).toHaveCount(0)
    await glance(ben, 'bounty-split')

    await ben.getByRole('button', { name: 'Deliver' }).click()
    await ben.getByLabel('What you delivered').fill('All of it stands. <script>window.hit = 1</script>')
    const file = { name: 'photo <b>.txt', mimeType: 'text/plain', buffer: Buffer.from('a fence') }
    await ben.getByRole('dialog').getByLabel('Choose files').first().setInputFiles(file)
    await glance(ben, 'deliver')
    await carryOut(ben, 'Deliver', 'Delivered')

    await ana.getByRole('link', { name: 'Bounties' }).first().click()
    await ana.getByRole('link', { name: /A fence/ }).click()
    await expect(ana.getByText('All of it stands.')).toBeVisible()
    await ana.getByRole('button', { name: 'Fetch' }).click()
    await expect(ana.getByText('on this device', { exact: true })).toBeVisible()
    await ana.getByLabel('Write a comment').fill('The gate *squeaks*.')
    await ana.getByRole('button', { name: 'Comment' }).click()
    await expect(ben.getByText('The gate')).toBeVisible()
    await look(ana, 'bounty-delivered')
    await ana.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(ana)
    await ana.emulateMedia({ colorScheme: 'light' })
    await ana.setViewportSize({ width: 400, height: 800 })
    await look(ana, 'bounty-narrow')
    await ana.setViewportSize({ width: 1_280, height: 840 })
    await ana.getByRole('button', { name: 'Accept', exact: true }).click()
    await glance(ana, 'accept')
    await carryOut(ana, 'Accept', 'Accepted')

    await ben.getByRole('button', { name: 'Choose all' }).click()
    await ben.getByRole('button', { name: 'Accept 3 parts' }).click()
    await carryOut(ben, 'Accept 3 parts', 'Accepted')
    const payOut = ben.getByRole('button', { name: 'Pay out' })
    await expect(payOut.or(ben.getByText('3 of 3 parts paid'))).toBeVisible()
    if (await payOut.isVisible()) {
      await payOut.click()
      await carryOut(ben, 'Pay out', 'Paid')
    }
    await expect(ben.getByText('3 of 3 parts paid')).toBeVisible()
    expect(await ben.evaluate(() => 'hit' in window)).toBe(false)
    await glance(ben, 'bounty-paid')

    await fundedBounty(anas, bens, 'A shed', '1eth')
    await ben.getByRole('link', { name: 'Inbox' }).click()
    await glance(ben, 'inbox')
    await ben.getByRole('link', { name: /A shed/ }).click()
    await ben.getByRole('button', { name: 'Deliver' }).click()
    await ben.getByLabel('What you delivered').fill('A shed.')
    await carryOut(ben, 'Deliver', 'Delivered')
    await ana.getByRole('link', { name: 'Bounties' }).first().click()
    await expect(ana.getByText('Yours to look at.')).toBeVisible()
    await glance(ana, 'bounties-reviewing')
    await ana.getByRole('link', { name: /A shed/ }).click()
    await ana.getByRole('button', { name: 'Object' }).click()
    await ana.getByLabel('Reason').fill('It has no roof.')
    await glance(ana, 'object')
    await carryOut(ana, 'Object', 'Objected')
    await expect(ben.getByText('It has no roof.').first()).toBeVisible()
    await expect(ben.getByRole('button', { name: 'Contest' })).toBeVisible()
    await glance(ben, 'bounty-objected')
    await ben.getByRole('button', { name: 'Settle' }).click()
    await look(ben, 'settle')
    for (const { faults } of [anas, bens]) expect(faults).toEqual([])
  } finally {
    await scene.end()
  }
})
