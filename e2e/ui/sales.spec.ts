import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Actor } from './fixtures/scene.ts'

const daoName = 'Meadow Press'
const hostile = [
  'Twelve **songs**, recorded outside.',
  '<script>window.hit = 1</script><img src="https://evil.invalid/p.png" onerror="window.hit = 1">',
  '![picture](https://evil.invalid/q.png) [code](javascript:window.hit=1)',
].join('\n\n')

const expectInert = async (page: Page, asked: readonly string[]): Promise<void> => {
  await expect(page.locator('[src*="evil.invalid"], [href*="evil.invalid"], [href^="javascript:"], [onerror], iframe')).toHaveCount(0)
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  expect(asked.filter((url) => !url.startsWith('http://127.0.0.1:') && !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([])
}

/** A DAO of one person, on the chain. */
const found = async ({ member }: Actor): Promise<void> => {
  await member.command('lobby', 'create', daoName, '--as', 'Ana')
  await member.command('lobby', 'propose', daoName, '--equal', '1')
  const daos = async () => (await member.command('dao', 'list')) as { deployed: string }[]
  await expect.poll(async () => (await daos()).length).toBe(1)
  await member.command('chain', 'faucet')
  await member.command('dao', 'deploy', daoName)
  await expect.poll(async () => (await daos())[0]?.deployed).toBe('final')
}

test('M220 M222 M224 M226 M262 E1: a DAO offers a work, a person without a DAO finds it, buys it and saves its file; words of strangers are inert', async ({
  browser,
}, info) => {
  test.setTimeout(480_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [ana, ben] = [actor(scene, 'ana'), actor(scene, 'ben')]
    const asked: string[] = []
    ben.page.on('request', (request) => asked.push(request.url()))
    await found(ana)
    const folder = info.outputPath()
    for (const [name, text] of [
      ['songs.txt', 'Twelve songs.'],
      ['first.txt', 'The first line.'],
    ] as const) {
      writeFileSync(join(folder, name), text)
      await ana.member.command('file', 'add', daoName, join(folder, name))
    }
    const [address = ''] = (await ana.member.command('peer', 'addresses')) as readonly string[]
    await ben.member.command('peer', 'dial', address)
    await ben.member.command('chain', 'faucet')
    for (const { member } of [ana, ben]) await member.command('market', 'join')

    await ana.page.getByRole('link', { name: daoName }).first().click()
    await ana.page.getByRole('link', { name: 'Sales', exact: true }).click()
    await expect(ana.page.getByText('Nothing for sale yet')).toBeVisible()
    await ana.page.getByRole('link', { name: 'Sell a work' }).click()
    await ana.page.getByLabel('Title').fill('Songs of the meadow')
    await ana.page.getByRole('textbox', { name: 'Page' }).fill(hostile)
    await ana.page.getByRole('combobox', { name: 'Tags' }).fill('music,')
    for (const [label, name] of [
      ['Files that are sold', 'songs.txt'],
      ['Samples', 'first.txt'],
    ] as const) {
      await ana.page.getByRole('combobox', { name: label }).click()
      await ana.page.getByRole('option', { name: new RegExp(name) }).click()
      await ana.page.keyboard.press('Escape')
    }
    await ana.page.getByRole('textbox', { name: 'Price' }).fill('0.25')
    await ana.page.getByRole('textbox', { name: 'Copies' }).fill('3')
    await lookAt(ana.page, 'sales-form')
    await ana.page.getByRole('button', { name: 'Offer it' }).click()
    await expect(ana.page.getByRole('heading', { name: 'Songs of the meadow' })).toBeVisible()

    await ben.page.getByRole('link', { name: 'Market', exact: true }).click()
    await ben.page.getByRole('link', { name: 'Works for sale' }).click()
    await expect(ben.page.getByText('1 work', { exact: true })).toBeVisible()
    await ben.page.getByLabel('Search').fill('song mead')
    await ben.page.getByRole('button', { name: 'music' }).click()
    await expect(ben.page.getByText('3 copies left')).toBeVisible()
    await lookAt(ben.page, 'sales-shelf')
    await ben.page.getByRole('link', { name: /Songs of the meadow/ }).click()
    await expect(ben.page.getByText(daoName)).toBeVisible()
    await ben.page.getByRole('button', { name: 'Fetch first.txt' }).click()
    await expect(ben.page.getByRole('button', { name: 'Save as… first.txt' })).toBeVisible()
    await expectInert(ben.page, asked)
    await lookAt(ben.page, 'sales-listing')
    await ben.page.getByRole('button', { name: 'Buy', exact: true }).click()
    await expect(ben.page.getByText(/0\.25 ETH go to the income inbox/)).toBeVisible()
    await lookAt(ben.page, 'sales-buy')
    await ben.page.getByRole('button', { name: 'Pay', exact: true }).click()
    // That it is bought takes the button away, and not the dialog with the receipt.
    await expect(ben.page.getByRole('link', { name: 'My purchases', includeHidden: true }).first()).toBeVisible()
    await ben.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await ben.page.getByRole('link', { name: 'My purchases' }).first().click()
    await expect(ben.page.getByText('All files are here and open')).toBeVisible({ timeout: 60_000 })
    const coming = ben.page.waitForEvent('download')
    await ben.page.getByRole('button', { name: 'Save as… songs.txt' }).click()
    expect((await coming).suggestedFilename()).toBe('songs.txt')
    await ben.page.emulateMedia({ colorScheme: 'dark' })
    await lookAt(ben.page, 'sales-purchases')

    await ana.page.getByRole('link', { name: 'Your DAO’s sales' }).click()
    // The page before says the same of its buyers.
    await expect(ana.page.getByRole('heading', { name: 'Sales', level: 1 })).toBeVisible()
    await expect(ana.page.getByText('1 of 1 buyer says so')).toBeVisible({ timeout: 60_000 })
    await ana.page.emulateMedia({ colorScheme: 'dark' })
    await lookAt(ana.page, 'sales-books')
    await ana.page.getByRole('link', { name: /^Inbox/ }).click()
    await expect(ana.page.getByText(/bought it of Meadow Press · 0\.25 ETH in the income inbox/)).toBeVisible()
    await lookAt(ana.page, 'sales-inbox')
    await ana.page.goBack()
    await ana.page.getByRole('button', { name: 'Withdraw' }).click()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
    await expect(ana.page.getByText('This work is not sold any more')).toBeVisible()
    for (const { faults } of [ana, ben]) expect(faults).toEqual([])
  } finally {
    await scene.end()
  }
})
