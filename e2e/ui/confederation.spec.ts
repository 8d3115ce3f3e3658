import { devnetAccounts } from '@daomesh/chain/devnet'
import { deployToken } from '@daomesh/contracts/token'
import type { Hex } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { castBallot } from './fixtures/castBallot.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
let ana: Page
let ben: Page

const run = <T>(who: string, ...words: readonly string[]) => actor(scene, who).member.command(...words) as Promise<T>
const deploy = (who: string, dao: string) =>
  expect(async () => {
    await run(who, 'dao', 'deploy', dao)
    expect((await run<{ deployed: string }>(who, 'dao', 'show', dao)).deployed).toBe('final')
  }).toPass({ timeout: 60_000 })
const vote = async (page: Page, title: RegExp) => {
  await page.getByRole('link', { name: 'Inbox' }).click()
  await page.getByRole('link', { name: title }).first().click({ timeout: 60_000 })
  await castBallot(page)
  await expect(page.getByText('You voted')).toBeVisible()
}

test.describe.configure({ mode: 'serial', timeout: 240_000 })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  // The mill is Ana's and Ben's.
  const { invite } = await run<{ invite: string }>('ana', 'lobby', 'create', 'Mill', '--as', 'Ana')
  await run('ben', 'lobby', 'join', invite, '--as', 'Ben')
  await expect(async () => {
    const { members } = await run<{ members: readonly { name: string | null }[] }>('ana', 'lobby', 'show', 'Mill')
    expect(members.filter(({ name }) => name !== null)).toHaveLength(2)
  }).toPass({ timeout: 60_000 })
  const { proposal } = await run<{ proposal: { genesisHash: Hex } }>('ana', 'lobby', 'propose', 'Mill', '--equal', '100')
  await expect(() => run('ben', 'lobby', 'cosign', 'Mill', '--genesis', proposal.genesisHash)).toPass({ timeout: 60_000 })
  await run('ana', 'chain', 'faucet')
  await run('ben', 'chain', 'faucet')
  await deploy('ana', 'Mill')
})
test.afterAll(() => scene?.end())

test('M175 J15 a DAO is brought into a founding, agrees by the ballots of its members, and is a founder beside a person', async () => {
  await ben.getByRole('link', { name: 'Create or join a DAO' }).click()
  await ben.getByRole('link', { name: 'Create a DAO' }).last().click()
  await ben.getByLabel('Name of the DAO').fill('Watershed')
  await ben.getByLabel('Your name').fill('Ben')
  await ben.getByRole('button', { name: 'Create and invite' }).click()
  await ben.getByRole('button', { name: 'Bring a DAO' }).click()
  await ben.getByRole('menuitem', { name: 'Mill' }).click()
  const daos = ben.getByRole('region', { name: 'DAOs as founders' })
  await expect(daos.getByText('brought by Ben')).toBeVisible({ timeout: 60_000 })
  await expect(ben.getByLabel('Power of Mill')).toBeVisible({ timeout: 60_000 })
  await ben.getByLabel('Power of Mill').fill('3')
  await lookAt(ben, 'confederation-terms')
  await ben.getByRole('button', { name: 'Propose these terms' }).click()
  await expect(daos.getByText('0 for, 0 against, 0 abstain, of 2')).toBeVisible({ timeout: 60_000 })
  await lookAt(ben, 'confederation-founding')
  await daos.getByRole('link', { name: 'How Mill decides' }).click()
  await castBallot(ben)
  await vote(ana, /Found Watershed as a member/)
  // Nobody carries anything: the founding is complete.
  await ben.goBack()
  await ben.getByRole('link', { name: 'Go to the DAO' }).click({ timeout: 60_000 })
  await ben.getByRole('button', { name: 'Deploy' }).click()
  await expect(ben.getByText('on the chain, final')).toBeVisible({ timeout: 60_000 })
})

test('M177 the page of confederations shows what a DAO holds and is asked, and how it would leave', async () => {
  await ben.getByRole('link', { name: 'Confederation' }).click()
  await ben
    .locator('label')
    .filter({ hasText: /^DAOs$/ })
    .click()
  const watershed = ben.getByRole('region', { name: 'Watershed' })
  const mill = watershed.getByRole('article', { name: 'Mill' })
  await expect(mill.getByText('3 (75 %)').or(mill.getByText('3 (75%)'))).toBeVisible({ timeout: 60_000 })
  // What its members were asked is decided, and so no open question any more.
  await expect(mill.getByText('No open questions')).toBeVisible()
  await lookAt(ben, 'confederation-daos')
  await mill.getByRole('button', { name: 'Leave Watershed as Mill' }).click()
  const dialog = ben.getByRole('dialog')
  await expect(dialog.getByText('Mill gets')).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByText('0 ETH')).toBeVisible({ timeout: 60_000 })
  await lookAt(ben, 'confederation-leave')
  await dialog.getByRole('button', { name: 'Ask the members' }).click()
  await expect(ben.getByRole('heading', { name: 'Leave Watershed' })).toBeVisible({ timeout: 60_000 })
})

test('M176 M261 a DAO is asked from its page whether it joins another one, and one is invited from the other side', async () => {
  const { dao } = await run<{ dao: Hex }>('ben', 'dao', 'show', 'Watershed')
  // Ben’s own DAO applies to the watershed, where he is through the mill.
  await run('ben', 'lobby', 'create', 'Ferry', '--as', 'Ben')
  await run('ben', 'lobby', 'propose', 'Ferry', '--equal', '100')
  await deploy('ben', 'Ferry')
  const ferry = await run<{ dao: Hex }>('ben', 'dao', 'show', 'Ferry')
  // A token that both DAOs look at, for a tribute.
  const { rpcUrl } = (await run<{ chain: { rpcUrl: string } }>('ben', 'status')).chain
  const coin = await deployToken(rpcUrl, devnetAccounts(1)[0]?.privateKey ?? '0x')
  await coin.give(ferry.dao, 10n ** 15n)
  for (const name of ['Ferry', 'Watershed']) await run('ben', 'treasury', 'list', name, coin.token)
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await ben.getByRole('link', { name: /Ferry/ }).first().click()
  await ben.getByRole('button', { name: 'More about members' }).click()
  await ben.getByRole('menuitem', { name: 'Apply to a DAO' }).click()
  const dialog = ben.getByRole('dialog')
  await dialog.getByLabel('The other DAO').fill(dao)
  await expect(dialog.getByText('Watershed is a DAO with 2 members')).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByText('Its members decide by these rules whether this DAO gets the seat.', { exact: false })).toBeVisible()
  await dialog.getByLabel('Tribute').fill('much')
  await expect(dialog.getByText('An amount of this token, with no more places than it has.')).toBeVisible()
  await dialog.getByLabel('Tribute').fill('0.0005')
  await lookAt(ben, 'confederation-apply')
  await dialog.getByRole('button', { name: 'Ask the members' }).click()
  // What it signs is worked out and said, and what stands behind the text for programs is not shown.
  await expect(ben.getByRole('region', { name: 'This DAO becomes a member of another one' })).toContainText('It takes a seat in the DAO at')
  await expect(ben.getByRole('region', { name: 'This DAO becomes a member of another one' })).toContainText(
    'For it that DAO may take 0.0005',
  )
  await expect(ben.getByText('daomesh-join')).toHaveCount(0)
  await castBallot(ben)
  await expect(ben.getByText('You voted')).toBeVisible()
  // Seat and allowance come by one transaction.
  await run('ben', 'proposal', 'enact', 'Ferry', /proposals\/(0x[0-9a-f]{64})/.exec(ben.url())?.[1] ?? '')

  // Whoever decides in the watershed has it in the inbox.
  await ben.getByRole('link', { name: 'Inbox' }).click()
  const asking = ben.getByRole('region', { name: 'Asking for a seat' }).getByRole('link', { name: /Ferry/ })
  await expect(asking).toContainText('asks for a seat in Watershed: power 1', { timeout: 60_000 })
  await expect(ben.getByText('Nothing waits for you')).toHaveCount(0)
  await lookAt(ben, 'inbox-seat')
  await asking.click()
  const seats = ben.getByRole('region', { name: 'DAOs that ask for a seat, or are offered one' })
  await expect(seats.getByText('its members agreed', { exact: false })).toBeVisible({ timeout: 60_000 })
  await expect(seats.getByText(/lets this DAO take 0\.0005/)).toBeVisible({ timeout: 60_000 })
  await lookAt(ben, 'confederation-seats')
  await seats.getByRole('button').click()
  await expect(dialog.getByText('Ferry is a DAO with 1 member')).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByRole('checkbox', { name: /^Take 0\.0005 \S+ for the seat, in the same decision/ })).toBeChecked()
  await lookAt(ben, 'confederation-take')
  await dialog.getByRole('button', { name: 'Submit the proposal' }).click()
  await expect(ben.getByRole('heading', { name: 'Invite Ferry' })).toBeVisible({ timeout: 60_000 })
  await expect(ben.getByText('all or nothing')).toBeVisible()
  const rows = await run<{ account: Hex; agreed: boolean; decision: Hex | null }[]>('ben', 'confederation', 'seats', 'Watershed')
  expect(rows).toMatchObject([{ account: ferry.dao, agreed: true }])
  expect(rows[0]?.decision).not.toBeNull()
  expect(actor(scene, 'ana').faults.concat(actor(scene, 'ben').faults)).toEqual([])
})
