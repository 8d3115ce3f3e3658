import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentHashOf } from '@daomesh/governance'
import { createSignerCore, serveSigner, systemClock, systemRandom } from '@daomesh/peer'
import type { SignerCore, SignerService } from '@daomesh/peer'
import { address, daomeshDomain, decisionIdOf, hashTypedData, slotOf, to0x } from '@daomesh/protocol'
import type { Address, BallotSubject, SigningRequest } from '@daomesh/protocol'
import { nativeVerifier } from '@daomesh/log/native'
import { expect, test } from '@playwright/test'
import { expectAccessible } from './fixtures/expectAccessible.ts'

const password = 'correct horse battery'
const hostile = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
const dao = address.parse(`0x${'da'.repeat(20)}`)
const eve = address.parse(`0x${'e1'.repeat(20)}`)
const zero = to0x(new Uint8Array(32))
const domain = daomeshDomain(31_337n, dao)

const subject = (title: string, content: string): BallotSubject => ({
  title,
  content,
  decision: {
    rosterEpoch: 0,
    rulesEpoch: 0,
    slot: slotOf(eve, 1n),
    closesAt: 2_000_000_000,
    expiresAt: 2_000_086_400,
    executor: address.parse(`0x${'00'.repeat(20)}`),
    afterDecision: zero,
    calls: [{ target: eve, value: 10n ** 18n, data: '0x', codeHash: zero }],
    contentHash: contentHashOf(title, content),
  },
})

const ballot = (member: Address, about: readonly BallotSubject[]) => ({
  type: 'typedData' as const,
  domain,
  name: 'BallotSheet' as const,
  message: {
    member,
    revision: 1n,
    choices: about.map(({ decision }) => ({ decision: decisionIdOf(31_337n, dao, decision), support: 1, votes: 0n })),
  },
  about,
  context: { title: `Ballot in ${hostile}`, lines: [] },
})

let folder = ''
let core: SignerCore
let service: SignerService
let account: Address
let phrase = ''

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daomesh-signing-'))
  core = createSignerCore({ folder: join(folder, 'keys'), clock: systemClock, random: systemRandom, policy: 'ask', light: true })
  ;({ account, phrase } = await core.create(password))
  service = await serveSigner({ core, token: 'token of this test', port: 0 })
})
test.afterAll(async () => {
  core.close()
  await service.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A request that waits, with its outcome kept from being an unhandled rejection. */
const ask = (request: SigningRequest): Promise<unknown> => core.sign(account, request).catch((error: unknown) => error)

for (const colorScheme of ['light', 'dark'] as const)
  test(`E2: the signing page says what a ballot is about, in ${colorScheme}, and signs exactly that`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 560, height: 760 } })
    const page = await context.newPage()
    const about = [subject('Pay Eve for the logo', '# Why\n\nThe logo is done and everybody likes it.\n\n- one ether, once')]
    const request = ballot(account, about)
    const signed = ask(request)
    await page.goto(service.url)
    const section = page.getByRole('region', { name: 'Sign your ballot' })
    await expect(section.getByText('Your vote: FOR “Pay Eve for the logo”.')).toBeVisible()
    await expect(section.getByText(/^Pays 1 ETH to 0x[0-9a-fA-F]{40}\.$/)).toBeVisible()
    await expect(section.getByText('The logo is done and everybody likes it.')).toBeVisible()
    await expect(section.getByText('Anyone who holds a signed For can use it')).toBeVisible()
    await expect(section).not.toContainText(/0 vote/)
    await expectAccessible(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    expect(wide).toBe(false)
    if (process.env['DAOMESH_SHOTS'] !== undefined)
      await page.screenshot({ path: join(process.env['DAOMESH_SHOTS'], `signing-${colorScheme}.png`), fullPage: true })
    await section.getByRole('button', { name: 'Approve and sign' }).click()
    const digest = hashTypedData(domain, 'BallotSheet', request.message)
    expect(nativeVerifier().recoverAccount(digest, String(await signed) as `0x${string}`)).toBe(account)
    await context.close()
  })

test('E1: title, text and the node’s words stay text in the signing page', async ({ page }) => {
  const declined = ask(ballot(account, [subject(hostile, `${hostile}\u202E`)]))
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(service.url)
  // Its own quotation marks are single ones there, so that it cannot end ours.
  await expect(page.getByText(`Your vote: FOR “${hostile.replaceAll('"', "'")}”.`)).toBeVisible()
  await expect(page.locator('main script, main img')).toHaveCount(0)
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  expect(asked.filter((url) => !url.startsWith(`http://127.0.0.1:${service.port}/`))).toEqual([])
  await page.getByRole('button', { name: 'Decline' }).click()
  expect(await declined).toMatchObject({ code: 'SIGNING_REFUSED' })
})

test('E2: a lying node’s ballot never reaches the page', async ({ page }) => {
  await page.goto(service.url)
  await expect(page.getByText('Nothing waits for your signature')).toBeVisible()
  const lie = { ...ballot(account, [subject('Empty the treasury', '')]), about: [subject('Buy biscuits', '')] }
  expect(await ask(lie)).toMatchObject({ code: 'SIGNING_BLIND' })
  await expect(page.getByText('Nothing waits for your signature')).toBeVisible()
})

test('M350 who forgot the password sets a new one by the recovery phrase, on the page that asks for it', async ({ page }) => {
  core.lock()
  await page.goto(service.url)
  await page.getByLabel('Password', { exact: true }).fill('not that one')
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('The password does not open this key file.')).toBeVisible()
  await page.getByText('Forgot the password?').click()
  await page.getByLabel('Recovery phrase').fill(phrase)
  await page.getByLabel('New password for this device').fill('another horse battery')
  await expectAccessible(page)
  if (process.env['DAOMESH_SHOTS'] !== undefined)
    await page.screenshot({ path: join(process.env['DAOMESH_SHOTS'], 'signing-forgotten.png'), fullPage: true })
  await page.getByRole('button', { name: 'Set a new password' }).click()
  await expect(page.getByText('Nothing waits for your signature')).toBeVisible()
  core.lock()
  await expect(core.unlock(password)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
  expect(await core.unlock('another horse battery')).toEqual([account])
})

test('W5: a second click on the place of one request signs nothing else that moved there', async ({ page }) => {
  // The page's time stands still but for what it is told.
  await page.clock.install({ time: new Date('2027-01-31T12:00Z') })
  await page.clock.pauseAt(new Date('2027-01-31T12:01Z'))
  const first = ask(ballot(account, [subject('Pay Eve for the logo', 'It is done.')]))
  let second: unknown = null
  void ask(ballot(account, [subject('Pay Eve for the song', 'It is done.')])).then((answer) => (second = answer))
  await page.goto(service.url)
  const approve = page.getByRole('button', { name: 'Approve and sign' })
  await expect(approve).toHaveCount(2)
  // Nothing can be pressed as soon as it appears.
  await expect(approve.first()).toBeDisabled()
  await page.clock.runFor(1_000)
  await expect(approve.first()).toBeEnabled()
  await approve.first().scrollIntoViewIfNeeded()
  const place = await approve.first().boundingBox()
  if (place === null) throw new Error('the button has no place')
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2]
  await page.mouse.click(x, y)
  expect(String(await first)).toMatch(/^0x/)
  await expect(approve).toHaveCount(1)
  await page.mouse.click(x, y)
  await expect(approve).toBeDisabled()
  expect([core.view().pending.length, second]).toEqual([1, null])
  await page.clock.runFor(1_000)
  await approve.click()
  await expect.poll(() => second).toMatch(/^0x/)
})

test('C10 who is done there is told to go back, and a window whose app has ended says where to go', async ({ page }) => {
  const other = await serveSigner({ core, token: 'token of the second', port: 0 })
  await page.goto(other.url)
  await expect(page.getByText('go back to DAOmesh', { exact: false })).toBeVisible()
  await expectAccessible(page)
  await other.close()
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('nothing can be signed here')
  await expect(notice).toContainText('open the signing window from there again')
  // What is pressed there now says the same, and nothing else.
  await page.getByRole('button', { name: 'Lock' }).click()
  await expect(notice).toContainText('nothing can be signed here')
  await expectAccessible(page)
  if (process.env['DAOMESH_SHOTS'] !== undefined)
    await page.screenshot({ path: join(process.env['DAOMESH_SHOTS'], 'signing-lost.png'), fullPage: true })
})
