import { devnetAccounts, setBalance } from '@daomesh/chain/devnet'
import { deployItems, deployNft, deployToken } from '@daomesh/contracts/token'
import { address } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { createPublicClient, createTestClient, erc721Abi, type Hex, http } from 'viem'
import { castBallot } from './fixtures/castBallot.ts'
import { foundedDao } from './fixtures/found.ts'
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
let nft: Awaited<ReturnType<typeof deployNft>>
let items: Awaited<ReturnType<typeof deployItems>>
let anas: Hex

const treasury = (page: Page) => page.getByRole('region', { name: 'Treasury' })

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await foundedDao(ana, ben, name)
  const { command } = actor(scene, 'ana').member
  rpcUrl = ((await command('status')) as { chain: { rpcUrl: string } }).chain.rpcUrl
  const { dao } = (await command('dao', 'show', name)) as { dao: Hex }
  const { inbox } = (await command('income', 'show', name)) as { inbox: Hex }
  // Both carry things out here.
  const { accounts } = (await actor(scene, 'ben').member.command('identity', 'show')) as { accounts: Hex[] }
  await setBalance({ rpcUrl, account: address.parse(accounts[0]), wei: 10n ** 19n })
  anas = ((await command('identity', 'show')) as { accounts: Hex[] }).accounts[0] ?? '0x'
  const key = devnetAccounts(1)[0]?.privateKey ?? '0x'
  nft = await deployNft(rpcUrl, key)
  items = await deployItems(rpcUrl, key)
  const coin = await deployToken(rpcUrl, key)
  token = coin.token
  await coin.give(dao, 600n * 10n ** 12n)
  await coin.give(inbox, 200n * 10n ** 12n)
  await coin.give(anas, 100n * 10n ** 12n)
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
    await expect(treasury(page).getByText('0.0006 TT', { exact: true })).toBeVisible({ timeout: 60_000 })
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
    await castBallot(page)
    await expect(page.getByText('You voted')).toBeVisible()
  }
  await ben.getByRole('button', { name: 'Carry it out' }).click()
  await ana.getByRole('link', { name: name }).first().click()
  await expect(treasury(ana).getByText('0.0004 TT', { exact: true })).toBeVisible({ timeout: 60_000 })
})

test('M242 a member offers a tribute for shares; the DAO is allowed just that, and the calls are said in words', async () => {
  await ana.getByRole('button', { name: 'More about members' }).click()
  await ana.getByRole('menuitem', { name: 'Ask with a tribute' }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel(/^Tribute/).fill('0.0001')
  await dialog.getByRole('button', { name: 'Ask the members' }).click()
  await expect(dialog.getByText('Say what is asked for it: shares, power or money.')).toBeVisible()
  await dialog.getByLabel('New shares').fill('10')
  await lookAt(ana, 'tribute')
  // Of somebody who is no member: the whole line that lets the DAO take it, to hand over.
  const giver = dialog.getByLabel('Who gives the tribute')
  const own = await giver.inputValue()
  await giver.fill(recipient)
  await expect(dialog.getByText(new RegExp(`^daomesh treasury allow 0x[0-9a-fA-F]{40} ${token} 100000000000000$`, 'i'))).toBeVisible()
  await lookAt(ana, 'tribute-stranger')
  await giver.fill(own)
  await expect(dialog.getByText('daomesh treasury allow', { exact: false })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Ask the members' }).click()
  await expect(ana.getByRole('heading', { name: 'Tribute of Ana' })).toBeVisible({ timeout: 60_000 })
  await expect(ana.getByText(/^Take 0\.0001 .*TT.* \(token 0x.*\) from .*Ana.* \(0x.*\)$/)).toBeVisible()
  await expect(ana.getByText(/^Give .*Ana.* 10 new shares$/)).toBeVisible()
  await expect(ana.getByText('it would work', { exact: false })).toHaveCount(2, { timeout: 60_000 })
  // The permission is taken back and given again where the proposal stands.
  const yours = ana.getByRole('alert').filter({ hasText: 'It takes 0.0001 TT of yours' })
  await expect(yours).toContainText(`You let ${name} take 0.0001 TT.`)
  await yours.getByRole('button', { name: 'Take the permission back' }).click()
  await expect(yours).toContainText(`You have to let ${name} take 0.0001 TT`, { timeout: 60_000 })
  await lookAt(ana, 'tribute-yours')
  await yours.getByRole('button', { name: 'Let it take that' }).click()
  await expect(yours).toContainText(`You let ${name} take 0.0001 TT.`, { timeout: 60_000 })
  await expect(ana.getByText('it would work', { exact: false })).toHaveCount(2, { timeout: 60_000 })
  await ana.getByRole('link', { name: name }).first().click()
})

test('M163 a member puts a coin, an NFT and items of its own in', async () => {
  const { command } = actor(scene, 'ana').member
  await nft.mint(anas, 7n)
  await items.mint(anas, 4n, 9n)
  await command('treasury', 'list', name, nft.token, '--standard', 'erc721')
  await command('treasury', 'list', name, items.token, '--standard', 'erc1155', '--item', '4')
  await ana.getByRole('button', { name: 'Deposit' }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Of' }).click()
  await ana.getByRole('option', { name: 'TT (NFT)' }).click()
  await dialog.getByLabel('Number of the NFT').fill('8')
  await expect(dialog.getByText('1 TT', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Deposit' }).click()
  // Nobody has number 8: said before anybody signs, and nothing waits in the queue.
  await expect(dialog.getByText(/^Reason given: ERC721: /)).toBeVisible()
  await lookAt(ana, 'deposit-refused')
  await dialog.getByLabel('Number of the NFT').fill('7')
  await dialog.getByRole('button', { name: 'Deposit' }).click()
  await ben.getByRole('link', { name: name }).first().click()
  for (const page of [ana, ben]) await expect(treasury(page).getByText('1 TT', { exact: true })).toBeVisible({ timeout: 60_000 })
  await ana.getByRole('button', { name: 'Deposit' }).click()
  await dialog.getByRole('combobox', { name: 'Of' }).click()
  await ana.getByRole('option', { name: /, item 4$/ }).click()
  await dialog.getByLabel('Amount').fill('5')
  await lookAt(ana, 'deposit-items')
  await dialog.getByRole('button', { name: 'Deposit' }).click()
  await expect(treasury(ben).getByText('5 × item 4', { exact: true })).toBeVisible({ timeout: 60_000 })
  await lookAt(ben, 'treasury-nfts')
  // The same by the command line.
  await command('treasury', 'deposit', name, `${items.token}#4=1`)
  await expect(treasury(ben).getByText('6 × item 4', { exact: true })).toBeVisible({ timeout: 60_000 })
  expect(await command('treasury', 'show', name, '--mine')).toContainEqual(expect.objectContaining({ token: items.token, balance: '3' }))
})

test('M163 an NFT and items leave by one proposal, in words, tried out, and carried out', async () => {
  await ana.getByRole('link', { name: 'Drafts' }).click()
  await ana.getByLabel('Title of a new draft').fill('Lend the sculpture')
  await ana.getByRole('button', { name: 'Start a draft' }).click()
  for (const at of [0, 1]) {
    await ana.getByRole('button', { name: 'Add a payment' }).click()
    await ana.getByLabel('Recipient').nth(at).fill(recipient)
    await ana.getByRole('combobox', { name: 'Of' }).nth(at).click()
    await ana.getByRole('option', { name: at === 0 ? 'TT (NFT)' : /, item 4$/ }).click()
  }
  await ana.getByLabel('Number of the NFT').fill('8')
  await ana.getByLabel('Amount').fill('7')
  await expect(ana.getByText(/The treasury holds 6 × item 4 now\./)).toBeVisible()
  await lookAt(ana, 'payments-nfts')
  await ana.getByLabel('Amount').fill('2')
  await ana.getByRole('button', { name: 'Review and submit' }).click()
  const dialog = ana.getByRole('dialog')
  await expect(dialog.getByText(/^Hand over number 8 of TT \(NFT 0x.*\) to 0x5aAe…eAed$/)).toBeVisible()
  await expect(dialog.getByText(/would fail/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Back to the draft' }).click()
  await ana.getByLabel('Number of the NFT').fill('7')
  await ana.getByRole('button', { name: 'Review and submit' }).click()
  await expect(dialog.getByText(/^Hand over number 7 of TT/)).toBeVisible()
  await expect(dialog.getByText(/^Hand over 2 of item 4 of the token 0x.* to 0x5aAe…eAed$/)).toBeVisible()
  await expect(dialog.getByText(/it would work/)).toHaveCount(2)
  await lookAt(ana, 'review-nfts')
  await dialog.getByRole('button', { name: 'Submit the proposal' }).click()
  for (const page of [ana, ben]) {
    if (page === ben) {
      await ben.getByRole('link', { name: 'Inbox' }).click()
      await ben.getByRole('link', { name: /Lend the sculpture/ }).click()
    }
    await castBallot(page)
    await expect(page.getByText('You voted')).toBeVisible()
  }
  await ben.getByRole('button', { name: 'Carry it out' }).click()
  await ana.getByRole('link', { name: name }).first().click()
  await expect(treasury(ana).getByText('0 TT', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(treasury(ana).getByText('4 × item 4', { exact: true })).toBeVisible()
  const reader = createPublicClient({ transport: http(rpcUrl), cacheTime: 0 })
  const owner = await reader.readContract({ address: nft.token, abi: erc721Abi, functionName: 'ownerOf', args: [7n] })
  expect(owner).toBe(recipient)
})

test('M56 M377 C13 who leaves chooses tokens, is told which one holds it up, and gets the rest', async () => {
  await ana.getByRole('button', { name: 'Deposit' }).click()
  await ana.getByRole('dialog').getByLabel('Amount').fill('2')
  await ana.getByRole('dialog').getByRole('button', { name: 'Deposit' }).click()
  await expect(treasury(ana).getByText('2 ETH', { exact: true })).toBeVisible({ timeout: 60_000 })
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
  await expect(dialog.getByText('you are no member any more', { exact: false })).toBeVisible()
  await lookAt(ben, 'leave')
  // From now on it refuses whatever it is asked. What changes it on a true chain is mined.
  const tester = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
  await tester.setCode({ address: token, bytecode: '0x5f5ffd' })
  await tester.mine({ blocks: 1 })
  await dialog.getByLabel('Shares to give up', { exact: false }).fill('50')
  await expect(dialog.getByText('does not say what is here', { exact: false })).toBeVisible()
  await expect(dialog.getByText('You keep the other shares (50) and your power, and stay a member.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Take this part' })).toBeDisabled()
  await lookAt(ben, 'leave-hostile')
  await dialog.getByRole('checkbox', { name: /^0x/ }).uncheck()
  await expect(dialog.getByText('0.5 ETH', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Take this part' }).click()
  await expect(treasury(ben).getByText('1.5 ETH', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(treasury(ben).getByText('does not say what is here')).toBeVisible()
  await ana.getByRole('link', { name }).first().click()
  await expect(ana.getByText('took a part of the treasury (shares given up: 50)')).toBeVisible()
  for (const who of ['ana', 'ben']) expect([who, actor(scene, who).faults]).toEqual([who, []])
})
