import { devnetAccounts, setBalance } from '@daomesh/chain/devnet'
import { deployToken } from '@daomesh/contracts/token'
import { address } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { createTestClient, type Hex, http } from 'viem'
import { foundDao } from './fixtures/found.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const name = 'Riverside Makers'
const recipient = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

let scene: Scene | undefined
let ana: Page
let ben: Page
let rpcUrl: string
let token: Hex

const treasury = (page: Page) => page.getByRole('region', { name: 'Treasury' })

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(150_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await foundDao(ana, ben, name)
  const { command } = actor(scene, 'ana').member
  rpcUrl = ((await command('status')) as { chain: { rpcUrl: string } }).chain.rpcUrl
  const { dao } = (await command('dao', 'show', name)) as { dao: Hex }
  const { inbox } = (await command('income', 'show', name)) as { inbox: Hex }
  // Both carry things out here.
  const { accounts } = (await actor(scene, 'ben').member.command('identity', 'show')) as { accounts: Hex[] }
  await setBalance({ rpcUrl, account: address.parse(accounts[0]), wei: 10n ** 19n })
  const coin = await deployToken(rpcUrl, devnetAccounts(1)[0]?.privateKey ?? '0x')
  token = coin.token
  await coin.give(dao, 600n * 10n ** 12n)
  await coin.give(inbox, 200n * 10n ** 12n)
})
test.afterAll(() => scene?.end())

test('J10 M55 a token that one member tracks shows at both, with what waits of it as income', async () => {
  await ana.getByRole('button', { name: 'Track a token' }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel('Address of its contract').fill(recipient)
  await lookAt(ana, 'list-token')
  await dialog.getByRole('button', { name: 'Track it' }).click()
  await expect(dialog.getByText('does not say what an account holds', { exact: false })).toBeVisible()
  await dialog.getByLabel('Address of its contract').fill(token)
  await dialog.getByRole('button', { name: 'Track it' }).click()
  for (const page of [ana, ben]) {
    await expect(treasury(page).getByText('0.0006 TT', { exact: true })).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('region', { name: 'Income' }).getByText('0.0002 TT', { exact: true })).toBeVisible()
  }
  await lookAt(ben, 'treasury-1')
})

test('a payment in it is read in its own decimals, said in its words, and carried out', async () => {
  await ana.getByRole('link', { name: 'Drafts' }).click()
  await ana.getByLabel('Title of a new draft').fill('Pay the printer')
  await ana.getByRole('button', { name: 'Start a draft' }).click()
  await ana.getByRole('button', { name: 'Add a payment' }).click()
  await ana.getByLabel('Recipient').fill(recipient)
  await ana.getByLabel('Amount').fill('0.0007')
  await ana.getByRole('combobox', { name: 'Of' }).click()
  await ana.getByRole('option', { name: 'TT' }).click()
  await expect(ana.getByText('The treasury holds 0.0006 TT now.', { exact: false })).toBeVisible()
  await lookAt(ana, 'treasury-2')
  await ana.getByLabel('Amount').fill('0.0002')
  await ana.getByRole('button', { name: 'Review and submit' }).click()
  const dialog = ana.getByRole('dialog')
  await expect(dialog.getByText(/^Pay 0\.0002 TT \(token 0x.*\) to 0x5aAe…eAed$/)).toBeVisible()
  await expect(dialog.getByText(/it would work/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Submit the proposal' }).click()
  for (const page of [ana, ben]) {
    if (page === ben) {
      await ben.getByRole('link', { name: 'Inbox' }).click()
      await ben.getByRole('link', { name: /Pay the printer/ }).click()
    }
    await page.getByRole('radio', { name: 'For' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Vote' }).click()
    await expect(page.getByText('You voted')).toBeVisible()
  }
  await ben.getByRole('button', { name: 'Carry it out' }).click()
  await ana.getByRole('link', { name: name }).first().click()
  await expect(treasury(ana).getByText('0.0004 TT', { exact: true })).toBeVisible({ timeout: 30_000 })
})

test('M56 C13 who leaves chooses tokens, is told which one holds it up, and gets the rest', async () => {
  await ana.getByRole('button', { name: 'Deposit' }).click()
  await ana.getByRole('dialog').getByLabel('Amount').fill('2')
  await ana.getByRole('dialog').getByRole('button', { name: 'Deposit' }).click()
  await expect(treasury(ana).getByText('2 ETH', { exact: true })).toBeVisible({ timeout: 20_000 })
  await actor(scene, 'ana').member.command(
    'proposal',
    'submit',
    name,
    '--title',
    'Buy a boat',
    '--content',
    'Red.',
    '--pay',
    `${recipient}=2eth`,
  )
  await ben.getByRole('link', { name: name }).first().click()
  await ben.getByRole('button', { name: 'Leave with my part' }).click()
  const dialog = ben.getByRole('dialog')
  await expect(dialog.getByText('1 ETH', { exact: true })).toBeVisible()
  // Half of 0.0004, and half of 0.0002 of income as a member.
  await expect(dialog.getByText('0.0002 TT', { exact: true })).toBeVisible()
  await expect(dialog.getByText('0.0001 TT', { exact: true })).toBeVisible()
  await expect(dialog.getByText('The treasury will be too short for “Buy a boat”', { exact: false })).toBeVisible()
  await lookAt(ben, 'leave')
  // From now on it refuses whatever it is asked.
  await createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).setCode({ address: token, bytecode: '0x5f5ffd' })
  await dialog.getByLabel('Shares to give up', { exact: false }).fill('50')
  await expect(dialog.getByText('does not say what is here', { exact: false })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Leave with my part' })).toBeDisabled()
  await lookAt(ben, 'leave-hostile')
  await dialog.getByRole('checkbox', { name: 'TT' }).uncheck()
  await expect(dialog.getByText('0.5 ETH', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Leave with my part' }).click()
  await expect(treasury(ben).getByText('1.5 ETH', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(treasury(ben).getByText('does not say what is here')).toBeVisible()
  for (const who of ['ana', 'ben']) expect([who, actor(scene, who).faults]).toEqual([who, []])
})
