import { setBalance } from '@daomesh/chain/devnet'
import type { Address } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { castBallot } from './fixtures/castBallot.ts'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { foundDao } from './fixtures/found.ts'
import { expectFinal } from './fixtures/expectFinal.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const title = 'Rent the boathouse for the summer workshop'
const recipient = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

let scene: Scene | undefined
let ana: Page
let ben: Page

type Income = { readonly inbox: Address; readonly rows: readonly Readonly<Record<string, unknown>>[] }

/** The same from the command line, and the sandbox chain for what no member does: paying the DAO. */
const incomeOf = async (name: string) => {
  const { command } = actor(scene, name).member
  const { inbox, rows } = (await command('income', 'show', 'Riverside Makers')) as Income
  const { chain } = (await command('status')) as { chain: { rpcUrl: string } }
  return { inbox, row: rows[0], rpcUrl: chain.rpcUrl }
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
})
test.afterAll(() => scene?.end())

test('M290 two people found a DAO, on terms that were changed before both signed, and put it on the chain', async () => {
  await expect(ana.getByRole('heading', { name: 'Welcome to DAOmesh' })).toBeVisible()
  await expectAccessible(ana)
  await foundDao(ana, ben, 'Riverside Makers', 'Ben', { changed: true })
  await expectAccessible(ana)
})

test('a deposit shows in the treasury of both', async () => {
  await ana.getByRole('button', { name: 'Deposit' }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel('Amount').fill('1,000')
  await dialog.getByRole('button', { name: 'Deposit' }).click()
  await expect(dialog.getByText(/Write a number above zero/)).toBeVisible()
  await expectAccessible(ana)
  await dialog.getByLabel('Amount').fill('5')
  await dialog.getByRole('button', { name: 'Deposit' }).click()
  for (const page of [ana, ben]) await expect(page.getByText('5 ETH', { exact: true })).toBeVisible({ timeout: 60_000 })
})

test('M53 what the DAO earns is shown with its split, and distributed to the members by either of them', async () => {
  const { inbox, rpcUrl } = await incomeOf('ana')
  await setBalance({ rpcUrl, account: inbox, wei: 3n * 10n ** 18n })
  const income = (page: Page) => page.getByRole('region', { name: 'Income' })
  await expect(income(ben).getByText('Income goes to the members by their shares.')).toBeVisible()
  // Nobody sent a transaction, so no block says that money came: the node looks again when it is asked.
  for (const page of [ana, ben]) {
    await page.reload()
    await expect(income(page).getByText('3 ETH', { exact: true })).toBeVisible()
  }
  await expect(income(ben).getByRole('row', { name: /Ben/ }).getByText('1.5 ETH')).toBeVisible()
  await expectAccessible(ben)
  await ana.getByRole('button', { name: 'Distribute it' }).click()
  for (const page of [ana, ben]) {
    await expect(income(page).getByText('3 ETH', { exact: true })).toHaveCount(0, { timeout: 60_000 })
    await expect(income(page).getByText('Whoever pays the DAO for its work pays to this address:', { exact: false })).toBeVisible()
  }
  expect((await incomeOf('ben')).row).toMatchObject({ income: '0', treasury: `${5n * 10n ** 18n}`, myCredit: '0' })
  await expectAccessible(ana)
})

test('two browsers write one draft and see each other', async () => {
  await ana.getByRole('link', { name: 'Drafts' }).click()
  await ana.getByLabel('Title of a new draft').fill(title)
  await ana.getByRole('button', { name: 'Start a draft' }).click()
  await ana.locator('.tiptap').click()
  await ana.keyboard.type('The boathouse is free from June to August.')
  await ben.getByRole('link', { name: 'Drafts' }).click()
  await ben.getByRole('link', { name: new RegExp(title) }).click()
  await expect(ben.locator('.tiptap')).toContainText('free from June')
  await ben.locator('.tiptap').click()
  await ben.keyboard.press('Control+End')
  await ben.keyboard.press('Enter')
  await ben.keyboard.type('## Costs')
  await expect(ana.locator('.tiptap h2')).toHaveText(/Costs/)
  await expect(ana.getByText('Here with you: Ben')).toBeVisible()
  await expect(ana.locator('.caret-name')).toHaveText('Ben')
  await Promise.all([ana.keyboard.type(' I ask for it today.'), ben.keyboard.type(' of the rent')])
  for (const page of [ana, ben]) {
    await expect(page.locator('.tiptap')).toContainText('I ask for it today.')
    await expect(page.locator('.tiptap h2')).toHaveText(/Costs of the rent/)
    await expect(page.getByText('Saved here', { exact: true })).toBeVisible()
  }
  await expectAccessible(ana)
})

test('who wants it is told on the desktop, once the browser lets the page', async () => {
  await ben.context().grantPermissions(['notifications'])
  await ben.reload()
  // Headless pages always have the focus, and nobody sees their notices: what is shown is written down as well.
  await ben.evaluate(() => {
    document.hasFocus = () => false
    const shown: string[] = []
    const Real = window.Notification
    const Kept = class extends Real {
      constructor(heading: string, options?: NotificationOptions) {
        super(heading, options)
        shown.push(`${heading}: ${options?.body ?? ''}`)
        this.addEventListener('show', () => shown.push('shown'))
      }
    }
    Object.assign(window, { Notification: Kept, shown })
  })
  const bell = ben.getByRole('button', { name: 'Notices on the desktop' })
  await expect(bell).toHaveAttribute('aria-pressed', 'false')
  await bell.click()
  await expect(bell).toHaveAttribute('aria-pressed', 'true')
  await ben.mouse.move(640, 1)
  await expectAccessible(ben)
})

test('a payment is reviewed, decoded and submitted', async () => {
  await ana.getByRole('button', { name: 'Add a payment' }).click()
  // Who goes on with half a payment is led to the half that is missing.
  await ana.getByLabel('Amount').fill('1.2')
  await ana.getByRole('button', { name: 'Review and submit' }).click()
  await expect(ana.getByLabel('Recipient')).toBeFocused()
  await expect(ana.getByText('An address: 0x and 40 digits', { exact: false })).toBeVisible()
  await expect(ana.getByRole('dialog')).toHaveCount(0)
  await expectAccessible(ana)
  await ana.getByLabel('Recipient').fill(recipient.replace('Ae', 'aE'))
  await expect(ana.getByText(/one is wrong/)).toBeVisible()
  await ana.getByLabel('Recipient').fill(recipient)
  await ana.getByLabel('Amount').fill('1.2')
  // Nobody loses it by looking at something else.
  await ana.getByRole('link', { name: 'Riverside Makers' }).click()
  await expect(ana.getByText('5 ETH', { exact: true })).toBeVisible()
  await ana.goBack()
  await expect(ana.getByLabel('Recipient')).toHaveValue(recipient)
  await expect(ana.getByLabel('Amount')).toHaveValue('1.2')
  await ana.getByRole('button', { name: 'Review and submit' }).click()
  const dialog = ana.getByRole('dialog')
  await expect(dialog.getByText('Pay 1.2 ETH to 0x5aAe…eAed')).toBeVisible()
  await expect(dialog.getByText(/it would work/)).toBeVisible()
  await expect(dialog.getByText('The boathouse is free from June to August.')).toBeVisible()
  await expectAccessible(ana)
  await dialog.getByRole('button', { name: 'Submit the proposal' }).click()
  await expect(ana.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await expect(ana.getByText('seen by 2 of 2').first()).toBeVisible()
  await expectAccessible(ana)
})

test('it waits in the inbox of the other, who votes with a reason', async () => {
  await expect.poll(() => ben.evaluate<string[]>('window.shown')).toContain(`Riverside Makers waits for your ballot: ${title}`)
  await expect(ben).toHaveTitle(/^\(1\) .* · DAOmesh$/)
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await expectAccessible(ben)
  await ben.getByRole('link', { name: new RegExp(title) }).click()
  await ben.getByRole('radio', { name: 'For', exact: true }).check()
  await ben.getByLabel('Reason').fill('The children loved it last year.')
  await ben.getByRole('button', { name: 'Vote' }).click()
  await expect(ben.getByText('You voted')).toBeVisible()
  await expect(ana.getByText('The children loved it last year.')).toBeVisible()
  await expect(ana.getByRole('button', { name: 'Carry it out' })).toHaveCount(0)
})

test('M375 once decided it waits in every inbox until anybody carries it out, and success comes from the chain', async () => {
  await castBallot(ana)
  await expect(ana.getByText('You voted')).toBeVisible()
  await expectAccessible(ana)
  await ben.getByRole('link', { name: 'Inbox' }).click()
  const ready = ben.getByRole('region', { name: 'Passed: any of you can carry it out' })
  await expect(ready.getByRole('link', { name: new RegExp(title) })).toBeVisible()
  await lookAt(ben, 'inbox-ready')
  await ready.getByRole('link', { name: new RegExp(title) }).click()
  await ana.getByRole('button', { name: 'Carry it out' }).click()
  for (const page of [ana, ben]) await expectFinal(page)
  await ana.getByRole('link', { name: 'Riverside Makers' }).click()
  await expect(ana.getByText('3.8 ETH', { exact: true })).toBeVisible()
  await ana.getByRole('link', { name: 'Transactions' }).click()
  await expect(ana.getByText(/^Carry out “Rent the boathouse/)).toBeVisible()
  await expectAccessible(ana)
})

test('A73 a deposit that the account cannot pay waits, says why, and is taken back', async () => {
  await actor(scene, 'ana').member.command('dao', 'deposit', 'Riverside Makers', '100000eth')
  await expect(ana.getByText('This account cannot pay for the transaction.')).toBeVisible()
  await expectAccessible(ana)
  await lookAt(ana, 'transactions-waiting')
  // On the page of the DAO too, which leads back here.
  await ana.getByRole('link', { name: 'Riverside Makers' }).click()
  await expect(ana.getByText('This account cannot pay for the transaction.')).toBeVisible()
  await ana.getByRole('link', { name: 'To the transactions' }).click()
  await ana.getByRole('button', { name: 'Do not send' }).click()
  await expect(ana.getByText('The signature was declined.')).toBeVisible()
  await expect(ana.getByRole('button', { name: 'Do not send' })).toHaveCount(0)
  await expect(ana.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('the network screen tells the truth, also when it is switched off', async () => {
  await ana.getByRole('link', { name: 'Network', exact: true }).click()
  await expect(ana.getByText('Live with 1 peer').first()).toBeVisible()
  await expectAccessible(ana)
  await ana.getByRole('switch', { name: 'Network on' }).click()
  await expect(ana.getByText('Offline', { exact: true }).first()).toBeVisible()
  await expect(ana.getByText('Saved here, not yet seen by others')).toBeVisible()
  // Without its chain too a DAO is there: who is in it, and what is decided.
  await actor(scene, 'ana').api.network.setOnline({ online: false, chain: false })
  await ana.getByRole('link', { name: 'Riverside Makers' }).click()
  for (const part of ['Open proposals', 'Members', 'Rules'])
    await expect(ana.getByRole('region', { name: part, exact: true })).toBeVisible()
  await expectAccessible(ana)
  await ana.getByRole('link', { name: 'Network', exact: true }).click()
  await ana.getByRole('switch', { name: 'Network on' }).click()
  await expect(ana.getByText('Live with 1 peer').first()).toBeVisible({ timeout: 60_000 })
})

test('the keyboard reaches every screen', async () => {
  await ana.getByRole('link', { name: 'Riverside Makers' }).click()
  await ana.keyboard.press('g')
  await ana.keyboard.press('p')
  await expect(ana.getByRole('heading', { name: 'Proposals', level: 1 })).toBeVisible()
  // From a screen of no DAO a key goes to the one that was looked at last.
  await ana.keyboard.press('g')
  await ana.keyboard.press('h')
  await expect(ana.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible()
  await ana.keyboard.press('g')
  await ana.keyboard.press('l')
  await expect(ana.getByRole('heading', { name: 'Polls', level: 1 })).toBeVisible()
  await ana.keyboard.press('?')
  await expect(ana.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await expectAccessible(ana)
  await ana.keyboard.press('Escape')
  await expect(ana.getByRole('dialog')).toHaveCount(0)
})

test('M280 Ctrl+K finds what was written, in a text, a reason or a name, and goes to any screen', async () => {
  await ana.getByRole('link', { name: 'Inbox' }).click()
  await ana.keyboard.press('Control+k')
  const palette = ana.getByRole('dialog', { name: 'Search' })
  await expect(palette.getByRole('combobox', { name: 'Search' })).toBeFocused()
  await expect(palette.getByRole('option', { name: 'Mesh' })).toBeVisible()
  await ana.keyboard.type('boathouse summer')
  await expect(palette.getByRole('option', { name: new RegExp(title) }).first()).toBeVisible()
  await lookAt(ana, 'search')
  await palette.getByRole('combobox').fill('CHILDREN LOV')
  const reason = palette.getByRole('option', { name: /The children loved it last year/ })
  await expect(reason).toContainText('Ben')
  await ana.keyboard.press('Enter')
  await expect(ana.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await expect(palette).toHaveCount(0)
  // By the mouse, to a screen of a DAO.
  await ana.getByRole('button', { name: 'Search' }).click()
  await palette.getByRole('combobox').fill('bud riverside')
  await palette.getByRole('option', { name: /Budgets/ }).click()
  await expect(ana.getByRole('heading', { name: 'Budgets', level: 1 })).toBeVisible()
  await expect(palette).toHaveCount(0)
  await ana.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('nowhere at all')
  await expect(palette.getByText('Nothing that this node can read has these words.')).toBeVisible()
  await expectAccessible(ana)
  await ana.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  const { hits } = (await actor(scene, 'ben').member.command('search', 'costs', 'boat')) as { hits: { kind: string }[] }
  expect(hits.map(({ kind }) => kind)).toEqual(['proposal'])
})

test('both colour schemes have enough contrast', async () => {
  await ana.emulateMedia({ colorScheme: 'dark' })
  for (const name of ['Inbox', 'Riverside Makers', 'Network']) {
    await ana.getByRole('link', { name, exact: true }).first().click()
    await expect(ana.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(ana)
  }
})

test('no page threw or logged an error on the whole way', () => {
  expect(actor(scene, 'ana').faults).toEqual([])
  expect(actor(scene, 'ben').faults).toEqual([])
})
