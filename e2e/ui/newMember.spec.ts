import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { castBallot } from './fixtures/castBallot.ts'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { foundedDao } from './fixtures/found.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const name = 'Riverside Makers'
const title = 'Take Eve in'

let scene: Scene | undefined
let ana: Page
let ben: Page
let eve: Page

const voteFor = async (page: Page): Promise<void> => {
  await castBallot(page)
  await expect(page.getByText('You voted')).toBeVisible()
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben', 'eve'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  eve = actor(scene, 'eve').page
  await foundedDao(ana, ben, name)
})
test.afterAll(() => scene?.end())

test('M22 M23 a third person opens the DAO by an invite and is told to wait', async () => {
  await ana.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make an invite' }).click()
  const invite = await dialog.getByLabel('Invite link').inputValue()
  await expect(dialog.getByText('The invite as a QR code')).toBeAttached()
  await expectAccessible(ana)
  // The button that had the focus is gone; Escape closes the dialog and leads nowhere else.
  await ana.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await eve.getByRole('link', { name: /^Join a DAO/ }).click()
  await eve.getByLabel('Invite').fill(`Come in: ${invite}`)
  await expect(eve.getByRole('heading', { name: `Join “${name}”` })).toBeVisible()
  await expect(eve.getByText('This DAO exists already.', { exact: false })).toBeVisible()
  await expectAccessible(eve)
  await eve.getByLabel('Your name').fill('Eve')
  await eve.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(eve.getByText('Waiting to be admitted')).toBeVisible()
  await expect(eve.getByRole('button', { name: 'Take somebody in' })).toHaveCount(0)
  await expectAccessible(eve)
})

test('M27 M44 both members see that she asks, and take her in: the call is said in words, decided and carried out', async () => {
  const { accounts } = (await actor(scene, 'eve').member.command('identity', 'show')) as { accounts: string[] }
  for (const page of [ana, ben])
    await expect(page.getByRole('region', { name: 'Asking for a seat' }).getByText('Eve', { exact: true })).toBeVisible()
  await lookAt(ana, 'applicants')
  // It may be a member who goes on with another account: that is no second seat.
  await ana.getByRole('button', { name: 'In a member’s place: Eve' }).click()
  const replacing = ana.getByRole('dialog')
  await expect(replacing.getByLabel('The account that takes the place')).toHaveValue(new RegExp(accounts[0] ?? '', 'i'))
  await expect(replacing.getByRole('button', { name: 'Put it to the vote' })).toBeDisabled()
  await replacing.getByLabel('Whose place').selectOption({ index: 2 })
  await expect(replacing.getByText('can no longer read or write here', { exact: false })).toBeVisible()
  await expect(replacing.getByRole('button', { name: 'Put it to the vote' })).toBeEnabled()
  await lookAt(ana, 'applicant-replaces')
  await ana.keyboard.press('Escape')
  await expect(replacing).toHaveCount(0)
  await ana.getByRole('button', { name: 'Take in Eve' }).click()
  const dialog = ana.getByRole('dialog')
  await expect(dialog.getByLabel('Their account')).toHaveValue(new RegExp(accounts[0] ?? '', 'i'))
  await dialog.getByLabel('Their account').fill('0x12')
  await dialog.getByRole('button', { name: 'Review' }).click()
  await expect(dialog.getByText('This is not an address', { exact: false })).toBeVisible()
  await dialog.getByLabel('Their account').fill(accounts[0] ?? '')
  await expect(dialog.getByLabel('Title')).toHaveValue('Take Eve in')
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByLabel('Why (optional)').fill('She built the landing stage.')
  await dialog.getByRole('button', { name: 'Review' }).click()
  await expect(dialog.getByText(/^Seat 0x.* as a member: power 1, 100 new shares$/)).toBeVisible()
  await expect(dialog.getByText(/it would work/)).toBeVisible()
  await expectAccessible(ana)
  await dialog.getByRole('button', { name: 'Submit the proposal' }).click()
  await expect(ana.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await voteFor(ana)
  await expect(ben.getByRole('region', { name: 'Asking for a seat' }).getByText('Being decided')).toBeVisible()
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await ben.getByRole('link', { name: new RegExp(title) }).click()
  await voteFor(ben)
  await ana.getByRole('button', { name: 'Carry it out' }).click()
})

test('M22 M28 M378 M380 M450 M492 she enters by herself, reads what was said before, and her vote counts', async () => {
  await expect(eve.getByText('Waiting to be admitted')).toHaveCount(0)
  await expect(eve.getByText('You hold 100 of 300 shares.')).toBeVisible()
  await eve.getByRole('button', { name: 'More about members' }).click()
  await eve.getByRole('menuitem', { name: 'Change your name' }).click()
  const naming = eve.getByRole('dialog')
  await naming.getByLabel('Your name').fill('Evelyn')
  // Until the key of the new view has reached her it says so, and is asked again.
  await expect(async () => {
    if ((await naming.count()) > 0) await naming.getByRole('button', { name: 'Rename' }).click({ timeout: 1_000 })
    await expect(naming).toHaveCount(0, { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await eve.getByRole('link', { name: 'Proposals' }).first().click()
  await eve.getByText('Past', { exact: true }).click()
  await eve.getByRole('link', { name: new RegExp(title) }).click()
  await expect(eve.getByText('She built the landing stage.')).toBeVisible()
  await actor(scene, 'ben').member.command('proposal', 'submit', name, '--title', 'Paint the boathouse', '--content', 'Green.')
  await eve.getByRole('link', { name: 'Inbox' }).click()
  await eve.getByRole('link', { name: /Paint the boathouse/ }).click()
  await voteFor(eve)
  await ana.getByRole('link', { name: 'Inbox' }).click()
  await ana.getByRole('link', { name: /Paint the boathouse/ }).click()
  await expect(ana.getByText('1 of 3', { exact: false }).first()).toBeVisible()
  await expect(
    ana
      .getByRole('list', { name: 'Ballots' })
      .or(ana.getByRole('region', { name: 'Ballots' }))
      .getByText('Evelyn'),
  ).toBeVisible()

  // A signed For is in the hands of the others until it is taken back on the chain.
  await actor(scene, 'eve').member.command('chain', 'faucet')
  await eve.getByRole('button', { name: 'Take it back…' }).click()
  const dialog = eve.getByRole('dialog')
  await expect(dialog.getByText('Paint the boathouse')).toBeVisible()
  await lookAt(eve, 'revoke')
  await dialog.getByRole('button', { name: 'Take all of them back' }).click()
  await expect(eve.getByText('You voted')).toHaveCount(0)
  await expect(ana.getByText('This ballot was revoked on the chain.')).toBeVisible()

  // Removed again: she is told what stays hers, and nobody counts her.
  const run = (who: 'ana' | 'ben', ...words: readonly string[]) => actor(scene, who).member.command(...words)
  const { accounts } = (await actor(scene, 'eve').member.command('identity', 'show')) as { accounts: string[] }
  await run('ana', 'member', 'remove', name, accounts[0] ?? '')
  for (const who of ['ana', 'ben'] as const)
    await expect(() => run(who, 'ballot', 'cast', name, 'Remove Evelyn=for')).toPass({ timeout: 60_000 })
  await expect(() => run('ana', 'proposal', 'enact', name, 'Remove Evelyn')).toPass({ timeout: 60_000 })
  await eve.getByRole('link', { name }).first().click()
  await expect(eve.getByText('No member any more')).toBeVisible()
  await expect(eve.getByText('Nobody can take your shares (100) from you', { exact: false })).toBeVisible()
  // What is still open there waits for her no more.
  await expect(eve.getByText('Paint the boathouse', { exact: true }).first()).toBeVisible()
  await expect(eve.getByText('waits for you')).toHaveCount(0)
  await expect(eve.getByRole('button', { name: /Change power or shares/ })).toHaveCount(0)
  await lookAt(eve, 'removed')
  await eve
    .getByRole('link', { name: /Paint the boathouse/ })
    .first()
    .click()
  await expect(eve.getByText('Your account has no vote in this DAO', { exact: false })).toBeVisible()
  await expect(eve.getByRole('radio', { name: 'For', exact: true })).toHaveCount(0)
  // Her ballot is none of those that were cast.
  await expect(eve.getByText('0 of 2 voted')).toBeVisible()
  // What she wrote would reach nobody, and she waits for nobody: that is no fault of her node.
  await expect(eve.getByText('nothing can be written here any more', { exact: false })).toBeVisible()
  await expect(eve.getByLabel('Write a comment')).toHaveCount(0)
  await expect(eve.getByText(/^Live with 1 peer/)).toBeVisible()
  await lookAt(eve, 'removed-proposal')
  await eve.getByRole('link', { name: 'Drafts' }).click()
  await expect(eve.getByText('No member any more')).toBeVisible()
  await expect(eve.getByRole('button', { name: 'Start a draft' })).toHaveCount(0)
  await eve.getByRole('link', { name: 'Network' }).click()
  await expect(eve.getByText(`The account of this node is no member of ${name} any more.`)).toBeVisible()
  await expect(eve.getByText('Why don’t I see', { exact: false })).toHaveCount(0)
  await ana.getByRole('link', { name }).first().click()
  await expect(ana.getByText('2 of 2 here')).toBeVisible()

  // Another account in the place of ben: his row stays for his shares and says so, and he reads who has it now.
  const { accounts: ofBen } = (await run('ben', 'identity', 'show')) as { accounts: string[] }
  const another = '0x00000000000000000000000000000000000A11CE'
  await run('ana', 'member', 'replace', name, ofBen[0] ?? '', another)
  for (const who of ['ana', 'ben'] as const)
    await expect(() => run(who, 'ballot', 'cast', name, 'Another account for Ben=for')).toPass({ timeout: 60_000 })
  await expect(() => run('ana', 'proposal', 'enact', name, 'Another account for Ben')).toPass({ timeout: 60_000 })
  await ben.getByRole('link', { name }).first().click()
  await expect(ben.getByText('Another account took your place', { exact: false })).toBeVisible()
  await expect(ben.getByRole('button', { name: 'Deposit' })).toHaveCount(0)
  await expect(ben.getByRole('button', { name: 'Leave with my part' })).toBeVisible()
  await lookAt(ben, 'replaced-self')
  await expect(ana.getByText('Replaced by another account; still owns shares')).toBeVisible()
  await lookAt(ana, 'replaced')
  for (const who of ['ana', 'ben', 'eve']) expect([who, actor(scene, who).faults]).toEqual([who, []])
})
