import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Actor } from './fixtures/scene.ts'

const hostileTitle = '<img src=//evil.invalid/t.png onerror=hit=1>[x](javascript:hit=1) crate'
const hostileBrief = [
  '<script>window.hit = 1</script><img src="https://evil.invalid/p.png" onerror="window.hit = 1">',
  '![picture](https://evil.invalid/q.png) [bank](https://evil.invalid/login) [code](javascript:window.hit=1)',
  '<iframe src="https://evil.invalid"></iframe><style>body{display:none}</style>',
].join('\n\n')
const daoName = '**Meadow** <b onclick=hit=1>'

const expectInert = async (page: Page, asked: readonly string[]): Promise<void> => {
  await expect(
    page.locator('[src*="evil.invalid"], [href*="evil.invalid"], [href^="javascript:"], [onclick], [onerror], iframe'),
  ).toHaveCount(0)
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  expect(asked.filter((url) => !url.startsWith('http://127.0.0.1:') && !url.startsWith('data:'))).toEqual([])
}

/** A DAO of one person. */
const found = async ({ member }: Actor, name: string): Promise<void> => {
  await member.command('lobby', 'create', name, '--as', 'Somebody')
  await member.command('lobby', 'propose', name, '--equal', '1')
  await expect.poll(async () => ((await member.command('dao', 'list')) as unknown[]).length).toBe(1)
}
const deploy = async ({ member }: Actor, name: string): Promise<void> => {
  await member.command('chain', 'faucet')
  await member.command('dao', 'deploy', name)
  await expect.poll(async () => ((await member.command('dao', 'list')) as { deployed: string }[])[0]?.deployed).toBe('final')
}

test('M15 E1: a DAO’s post appears in another DAO’s market, is found by its words and tags, and is inert whatever it holds', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [ana, ben] = [actor(scene, 'ana'), actor(scene, 'ben')]
    const asked: string[] = []
    ben.page.on('request', (request) => asked.push(request.url()))
    await Promise.all([found(ana, daoName).then(() => deploy(ana, daoName)), found(ben, 'Orchard')])
    const [address = ''] = (await ana.member.command('peer', 'addresses')) as readonly string[]
    await ben.member.command('peer', 'dial', address)
    for (const { page } of [ana, ben]) {
      await page.getByRole('link', { name: 'Market', exact: true }).click()
      await page.getByRole('button', { name: 'Join the market' }).click()
      await expect(page.getByText('No posts here yet')).toBeVisible()
    }
    await ana.page.getByRole('link', { name: 'Offer work' }).click()
    await ana.page.getByRole('combobox', { name: 'In whose name' }).click()
    await ana.page.getByRole('option', { name: daoName }).click()
    await ana.page.getByLabel('Title').fill('A fence for the orchard')
    await ana.page.getByLabel('Brief').fill(`Two hundred metres of **oak**.\n\n${hostileBrief}`)
    await ana.page.getByRole('combobox', { name: 'Tags' }).fill('wood,garden,')
    await ana.page.getByLabel('Reward').fill('2.5')
    await lookAt(ana.page, 'market-form')
    await ana.page.getByRole('button', { name: 'Post it' }).click()
    await expect(ana.page.getByRole('heading', { name: 'A fence for the orchard' })).toBeVisible()
    await ana.member.command('market', 'post', '--title', hostileTitle, '--brief', hostileBrief, '--reward', '0.25eth', '--tag', 'wood')

    await expect(ben.page.getByText('2 posts')).toBeVisible()
    await expect(ben.page.getByText(hostileTitle)).toBeVisible()
    await expectInert(ben.page, asked)
    await lookAt(ben.page, 'market-board')
    await ben.page.getByLabel('Search').fill('orch fen')
    await expect(ben.page.getByText('1 post', { exact: true })).toBeVisible()
    await ben.page.getByLabel('Search').fill('')
    await ben.page.getByRole('button', { name: 'garden' }).click()
    await expect(ben.page.getByText('1 post', { exact: true })).toBeVisible()
    await ben.page.getByRole('link', { name: /A fence for the orchard/ }).click()
    await expect(ben.page.getByText('oak', { exact: true })).toBeVisible()
    await expect(ben.page.getByText(daoName)).toBeVisible()
    await expectInert(ben.page, asked)
    await lookAt(ben.page, 'market-post')
    await ben.page.emulateMedia({ colorScheme: 'dark' })
    await ben.page.getByRole('link', { name: 'Market', exact: true }).first().click()
    await expect(ben.page.getByText('2 posts')).toBeVisible()
    await lookAt(ben.page, 'market-board-again')

    // Asked first: it cannot be taken back.
    await ana.page.getByRole('button', { name: 'Take it down' }).click()
    await lookAt(ana.page, 'market-take-down')
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Take it down' }).click()
    await expect(ben.page.getByText('1 post', { exact: true })).toBeVisible()
    await ben.page.getByRole('button', { name: 'Leave the market' }).click()
    await expect(ben.page.getByText('You are not in the market')).toBeVisible()
    for (const { faults } of [ana, ben]) expect(faults).toEqual([])
  } finally {
    await scene.end()
  }
})

test('M156 M157: without a DAO one locks a bond, reads what is sent before it goes to be signed, gives notice and takes the notice back', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const scene = await openScene(browser, { names: ['ana'], signing: 'unasked' })
  try {
    const ana = actor(scene, 'ana')
    const { page } = ana
    await ana.member.command('chain', 'faucet')
    await page.getByRole('link', { name: 'Market', exact: true }).click()
    await page.getByRole('button', { name: 'Join the market' }).click()
    const card = page.getByRole('region', { name: 'Your posts are kept by strangers' })
    await expect(card.getByText('No bond')).toBeVisible()
    await lookAt(page, 'market-bond-none')
    await card.getByRole('button', { name: 'Lock a bond…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Lock a bond' })
    await expect(dialog.getByText('0.01 ETH')).toBeVisible()
    await expect(dialog.getByText('bond()')).toBeVisible()
    await lookAt(page, 'market-bond-dialog')
    await dialog.getByRole('button', { name: 'Lock it' }).click()
    await expect(card.getByText('Bonded', { exact: true })).toBeVisible()
    await expect(card.getByText('0.01 ETH')).toBeVisible()
    await lookAt(page, 'market-bond-bonded')

    await card.getByRole('button', { name: 'Give notice…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Give notice' }).click()
    await expect(card.getByText('Under notice')).toBeVisible()
    await expect(card.locator('time')).toBeVisible()
    await lookAt(page, 'market-bond-leaving')
    await card.getByRole('button', { name: 'Stay…' }).click()
    const stay = page.getByRole('dialog', { name: 'Take the notice back' })
    await expect(stay.getByText('0 ETH')).toBeVisible()
    await stay.getByRole('button', { name: 'Stay', exact: true }).click()
    await expect(card.getByText('Bonded', { exact: true })).toBeVisible()
    // A bond shows as soon as the chain tells of it; its transaction is final a look later.
    await expect
      .poll(async () => {
        const sent = (await ana.member.command('chain', 'transactions')) as readonly { readonly state: string }[]
        return sent.map(({ state }) => state)
      })
      .toEqual(['final', 'final', 'final'])
    expect(ana.faults).toEqual([])
  } finally {
    await scene.end()
  }
})
