import { Buffer } from 'node:buffer'
import type { Address, SpaceId } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import { balanceOf, openBounty, ownerOf, section } from './fixtures/bountyScreen.ts'
import { castBallot } from './fixtures/castBallot.ts'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { accountOf, agreedInDeal, fresh, fundedBounty, handOn, paidBounty, person, signedBounty } from './fixtures/fundedBounty.ts'
import { carryOut, glance } from './fixtures/carryOut.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { writeSplit } from './fixtures/writeSplit.ts'
import { type Actor, actor, openScene, type Scene } from './fixtures/scene.ts'

const title = 'A fence <b>for</b> the orchard'
const eth = 10n ** 18n
/** Less than the gas of a transaction is worth: no node pays or draws it by itself. */
const tiny = 10n ** 12n
const day = 86_400
const elsewhere = `0x${'7e'.repeat(20)}` as const

let scene: Scene | undefined
let anas: Actor
let bens: Actor
let caras: Actor

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben', 'cara'], signing: 'unasked' })
  anas = actor(scene, 'ana')
  bens = actor(scene, 'ben')
  caras = actor(scene, 'cara')
  await Promise.all(Object.values(scene.actors).map(({ api }) => api.chain.faucet(fresh())))
})
test.afterAll(() => scene?.end())
test.afterEach(() => {
  for (const { faults } of Object.values(scene?.actors ?? {})) expect(faults).toEqual([])
})

test('M194 M78 E9 E1: a funded bounty is split, delivered with a file, talked about, accepted and paid; another one is objected to', async () => {
  test.setTimeout(480_000)
  const [ana, ben] = [anas.page, bens.page]
  await fundedBounty(anas, bens, { title, wei: 2n * eth })

  await ben.getByRole('link', { name: 'Bounties' }).first().click()
  await expect(ben.getByText('Yours to deliver by')).toBeVisible()
  await expect(ben.getByText(/^Paid by 0x.*, done by you$/)).toBeVisible()
  await glance(ben, 'bounties')
  await ben.keyboard.press('j')
  await ben.keyboard.press('Enter')
  await expect(ben.getByRole('heading', { name: title, level: 1 })).toBeVisible()

  await ben.getByRole('link', { name: 'Split' }).click()
  await writeSplit(ben)
  await lookAt(ben, 'split')
  await ben.keyboard.press('Control+Enter')
  await expect(ben.getByRole('dialog')).toContainText('3 parts are handed on for 1.5 ETH; your margin is 0.5 ETH.')
  await expect(ben.getByRole('dialog').getByRole('status')).toContainText('would work')
  await lookAt(ben, 'split-review')
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
  // The button that was pressed is gone with the step: the keyboard goes on in the screen, not at the top of the page.
  await expect(ben.getByRole('button', { name: 'Deliver', exact: true })).toHaveCount(0)
  await expect(ben.locator('#screen')).toBeFocused()

  await ana.getByRole('link', { name: 'Bounties' }).first().click()
  await ana.getByRole('link', { name: /A fence/ }).click()
  await expect(ana.getByText('All of it stands.')).toBeVisible()
  // Who is meant is said by what it is here, where nobody knows a name.
  await expect(ana.getByText(/^Delivered by 0x\S+ \(hunter\)\. Yours to look at\.$/)).toBeVisible()
  await expect(ana.getByText('Whoever handed a part on knows what it is about.', { exact: false })).toBeVisible()
  await ana.getByRole('button', { name: 'Fetch' }).click()
  await expect(ana.getByText('on this device', { exact: true })).toBeVisible()
  await ana.getByLabel('Write a comment').fill('The gate *squeaks*.')
  await ana.getByRole('button', { name: 'Comment' }).click()
  await expect(ben.getByText('The gate')).toBeVisible()
  await lookAt(ana, 'bounty-delivered')
  await ana.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(ana)
  await ana.emulateMedia({ colorScheme: 'light' })
  await ana.setViewportSize({ width: 400, height: 800 })
  await lookAt(ana, 'bounty-narrow')
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
  await expect(ben.getByText('Parts open to objection until')).toHaveCount(0)
  expect(await ben.evaluate(() => 'hit' in window)).toBe(false)
  await glance(ben, 'bounty-paid')

  await fundedBounty(anas, bens, { title: 'A shed', wei: eth, arbiter: await accountOf(caras) })
  await ben.getByRole('link', { name: 'Inbox' }).click()
  await glance(ben, 'inbox')
  await ben.getByRole('link', { name: /A shed/ }).click()
  await ben.getByRole('button', { name: 'Deliver' }).click()
  await ben.getByLabel('What you delivered').fill('A shed.')
  await carryOut(ben, 'Deliver', 'Delivered')
  await ana.getByRole('link', { name: 'Bounties' }).first().click()
  await expect(ana.getByText('Yours to look at.')).toBeVisible()
  await expect(ana.locator('.rows').getByRole('link').first()).toContainText('A shed')
  await glance(ana, 'bounties-reviewing')
  await ana.getByRole('link', { name: /A shed/ }).click()
  await ana.getByRole('button', { name: 'Object' }).click()
  await ana.getByLabel('Reason').fill('It has no roof.')
  await expect(ana.getByRole('dialog')).toContainText('otherwise the arbiter rules and gets the bond')
  await glance(ana, 'object')
  await carryOut(ana, 'Object', 'Objected')
  await expect(ben.getByText('It has no roof.').first()).toBeVisible()
  await expect(ben.getByRole('button', { name: 'Contest' })).toBeVisible()
  await expect(ben.getByText('If you do not, the objection holds and you get nothing for it.', { exact: false })).toBeVisible()
  await expect(ana.getByText('You objected', { exact: true })).toBeVisible()
  await glance(ben, 'bounty-objected')
  await ben.getByRole('button', { name: 'Settle' }).click()
  await lookAt(ben, 'settle')
  await ben.keyboard.press('Escape')
  // What a dialog was opened by has the focus again.
  await expect(ben.getByRole('button', { name: 'Settle' })).toBeFocused()
})

test('M78 M105 M124 E8: an objection is contested, its arbiter reads the deal and rules, and what is left of it is paid by itself', async () => {
  const [ana, ben, cara] = [anas.page, bens.page, caras.page]
  const { space } = (await bens.api.deals.list()).find(({ title: called }) => called === 'A shed') ?? {}
  const { link } = await bens.api.deals.link({ space: space ?? '' })
  await caras.api.deals.enter({ ...fresh(), link, arbiter: true })
  await ben.getByRole('button', { name: 'Contest' }).click()
  await glance(ben, 'contest')
  await carryOut(ben, 'Contest', 'It is before the arbiter')
  for (const page of [ana, ben]) await expect(page.getByText('The arbiter rules')).toBeVisible()
  await glance(ben, 'bounty-contested')

  await cara.getByRole('link', { name: 'Inbox' }).first().click()
  await expect(cara.getByText('Rule on the objection')).toBeVisible()
  await openBounty(cara, 'A shed')
  await expect(cara.getByText('It has no roof.').first()).toBeVisible()
  await glance(cara, 'bounty-arbiter')
  await cara.getByRole('button', { name: 'Rule' }).click()
  const given = cara.getByRole('dialog').getByLabel(/^To /)
  await given.fill('1.5')
  await expect(cara.getByRole('dialog')).toContainText('An amount')
  await given.fill('0.25')
  await expect(cara.getByRole('dialog')).toContainText('0.25 ETH go to')
  await lookAt(cara, 'rule')
  await carryOut(cara, 'Rule', 'Ruled')
  for (const page of [ana, ben]) {
    await expect(page.getByText('Released', { exact: true }).first()).toBeVisible()
    await expect(page.getByText('Went back0.75 ETH')).toBeVisible()
  }
  await glance(ana, 'bounty-ruled')
})

test('M231 M233 M159 M270 M271: a part that a DAO passes on comes to who anchors it with its members’ signature, also when it was planned anew; all levels go to the chain by one button, and a part is delivered', async () => {
  test.setTimeout(360_000)
  const [ana, ben, cara] = [anas.page, bens.page, caras.page]
  const run = (...words: readonly string[]) => caras.member.command(...words)
  await run('lobby', 'create', 'Quarry', '--as', 'Cara')
  await run('lobby', 'propose', 'Quarry', '--equal', '100')
  await expect(async () => {
    await run('dao', 'deploy', 'Quarry')
    expect(await run('dao', 'show', 'Quarry')).toMatchObject({ deployed: 'final' })
  }).toPass({ timeout: 60_000 })
  const { dao, space } = (await caras.api.daos.list()).find(({ name }) => name === 'Quarry') ?? {}
  const quarry = { by: caras, dao: { dao: dao as Address, space: space as SpaceId } }
  const walls = await agreedInDeal(person(bens), quarry, { title: 'Walls <i>of</i> it', wei: eth })
  await agreedInDeal(quarry, person(anas), { title: 'Stones', wei: eth / 2n })
  await agreedInDeal(quarry, person(anas), { title: 'Sand', wei: eth / 10n })
  await fundedBounty(anas, bens, { title: 'A mill', wei: 2n * eth, arbiter: quarry.dao.dao })

  // Before Ben has put anything anywhere Cara’s DAO signs what it passes on.
  await cara.goto(new URL(`#/deals/${walls.space}`, cara.url()).href)
  await cara.getByRole('link', { name: 'Who does which part' }).click()
  await expect(cara.getByRole('heading', { name: 'Who does what in “Walls <i>of</i> it”' })).toBeVisible()
  await glance(cara, 'pyramid-plan')
  const decide = async (parts: string): Promise<void> => {
    await cara.getByRole('button', { name: `Ask the members of Quarry: ${parts}` }).click()
    await cara.getByRole('dialog').getByRole('button', { name: 'Propose it' }).click()
    await castBallot(cara)
  }
  await cara.getByRole('checkbox', { name: 'Choose “Sand”' }).uncheck()
  await decide('1 part')
  // The sand was forgotten: another plan takes the place of this one.
  await cara.goto(new URL(`#/bounties/${walls.bounty}/pyramid`, cara.url()).href)
  await expect(cara.getByText('Signed: it waits for the level above')).toBeVisible({ timeout: 60_000 })
  await expect(cara.getByRole('checkbox')).toHaveCount(0)
  await cara.getByRole('button', { name: 'Plan it anew' }).click()
  await lookAt(cara, 'pyramid-anew')
  await decide('2 parts')

  await openBounty(ben, 'A mill')
  await expect(ben.getByText('1 part that was agreed on in a deal is not on the chain: it is not safe to start.')).toBeVisible()
  await ben.getByRole('link', { name: 'Show all levels' }).click()
  const levels = ben.getByRole('list', { name: 'All levels' })
  // What others agreed on is seen here by its amounts: its words are in their deals.
  const stones = levels.getByRole('listitem').filter({ hasText: /gets\s*0\.5/ })
  await expect(levels.getByRole('listitem').filter({ hasText: /gets\s*0\.1/ })).toContainText('signed', { timeout: 60_000 })
  await expect(stones).toContainText('0.5 ETH', { timeout: 60_000 })
  await expect(stones).toContainText('signed', { timeout: 60_000 })
  await expect(section(ben, 'Do the sums fit?')).toContainText('Your margin1 ETH')
  await expect(ben.getByText('3 parts are signed and not on the chain.')).toBeVisible()
  await lookAt(ben, 'pyramid')
  await ben.setViewportSize({ width: 400, height: 800 })
  await glance(ben, 'pyramid-narrow')
  await ben.setViewportSize({ width: 1_280, height: 840 })
  await ben.getByRole('button', { name: 'Put 1 part on the chain' }).click()
  await expect(ben.getByRole('dialog').getByRole('status')).toContainText('would work')
  await lookAt(ben, 'pyramid-anchor')
  await carryOut(ben, 'Put it on the chain', 'On the chain: safe to start')
  // A person opens what a DAO signed by a transaction of its own, level by level.
  await ben.getByRole('button', { name: 'Open the next level' }).click()
  await carryOut(ben, 'Open the next level', 'On the chain')
  await expect(ben.getByText('Safe to start: every level is on the chain')).toBeVisible()
  await glance(ben, 'pyramid-safe')
  // Who pays sees all of it, though nobody handed anything over.
  await openBounty(ana, 'A mill')
  await ana.getByRole('link', { name: 'Show all levels' }).click()
  await expect(ana.getByRole('list', { name: 'All levels' }).getByText('on the chain')).toHaveCount(3)

  // Who does a part tells its own deal that it is done; then it waits for who split it.
  await openBounty(ana, 'A mill')
  const part = section(ana, 'Parts').getByRole('listitem').filter({ hasText: 'Stones' }).last()
  await part.getByRole('button', { name: 'Deliver' }).click()
  await ana.getByLabel('What you delivered').fill('Forty stones.')
  await lookAt(ana, 'deliver-part')
  await carryOut(ana, 'Deliver', 'Delivered')
  await expect(section(ana, 'What was delivered').getByText('Forty stones.')).toBeVisible()
  await cara.getByRole('link', { name: 'Inbox' }).first().click()
  await expect(cara.getByRole('link', { name: 'A mill' }).filter({ hasText: 'Look at what was delivered' })).toBeVisible({
    timeout: 60_000,
  })

  // Both agreed on her DAO as arbiter: by their link its people read the deal.
  const { space: dealt } = (await anas.api.deals.list()).find(({ title: called }) => called === 'A mill') ?? {}
  const { link } = await anas.api.deals.link({ space: dealt ?? '' })
  await cara.getByRole('link', { name: 'Deals' }).click()
  await cara.getByRole('button', { name: 'Enter by link' }).click()
  const entering = cara.getByRole('dialog')
  await entering.getByLabel('Link').fill(link)
  await entering.getByRole('checkbox', { name: 'I am the arbiter' }).check()
  await entering.getByLabel('Who is named as arbiter').selectOption('Quarry')
  await lookAt(cara, 'enter-arbiter')
  await entering.getByRole('button', { name: 'Enter' }).click()
  await expect(cara.getByText('Both sides agreed on your DAO.')).toBeVisible({ timeout: 60_000 })
  await ana.getByRole('link', { name: 'To the deal' }).click()
  const people = ana.getByRole('list', { name: 'People of Quarry' })
  await expect(people.getByRole('listitem')).toHaveCount(1, { timeout: 60_000 })
  await expect(people.getByText('not here yet')).toHaveCount(0, { timeout: 60_000 })
  await lookAt(ana, 'deal-arbiter-dao')
  await ben.getByRole('link', { name: 'Bounties' }).first().click()
})

test('M78 M103 E2 E4 E5 E7: a part is redirected, less is taken for another one, both sides settle, and what could not be pushed is claimed; a bounty is called off, another one taken back', async () => {
  const [ana, ben, cara] = [anas.page, bens.page, caras.page]
  const payee = await accountOf(caras)
  const barn = await paidBounty(anas, bens, { title: 'A barn', wei: 10n * tiny })
  const parts = [
    { payee, title: 'Walls', wei: 4n * tiny },
    { payee, title: 'Roof', wei: 3n * tiny },
  ]
  await handOn(bens, barn, parts, [caras])
  await signedBounty(anas, bens, { title: 'A well', wei: eth })
  await paidBounty(anas, bens, { title: 'A path', wei: eth })

  await openBounty(cara, 'A barn')
  const part = (called: string) => section(cara, 'Parts').getByRole('listitem').filter({ hasText: called }).last()
  await part('Walls').getByRole('button', { name: 'Redirect' }).click()
  await cara.getByLabel('To which account').fill(elsewhere)
  await lookAt(cara, 'redirect')
  await carryOut(cara, 'Redirect', 'Redirected')
  await part('Roof').getByRole('button', { name: 'Take less' }).click()
  await cara.getByLabel('What you still take').fill('0.000002')
  await lookAt(cara, 'free')
  await carryOut(cara, 'Take less', 'You take less')
  await glance(cara, 'bounty-worker')

  await openBounty(ana, 'A barn')
  await ana.getByRole('button', { name: 'Settle' }).click()
  await ana.getByRole('dialog').getByLabel(/^To /).fill('0.000009')
  await expect(ana.getByRole('dialog').getByText('Whoever has the word of both sides settles it')).toBeVisible()
  await lookAt(ana, 'settle-write')
  await ana.getByRole('button', { name: 'Sign it' }).click()
  const consent = await ana.getByLabel('Your consent').inputValue()
  await expect(ana.getByText('You signed. It is settled once the other side has sent it', { exact: false })).toBeVisible()
  await lookAt(ana, 'settle-signed')
  // The button that signed is gone; the dialog alone is closed, and the screen behind it stays.
  await ana.keyboard.press('Escape')
  await expect(ana.getByRole('heading', { name: 'A barn', level: 1 })).toBeVisible()
  await openBounty(ben, 'A barn')
  await ben.getByRole('button', { name: 'Settle' }).click()
  await ben.getByText('The other side signed').click()
  await expect(ben.getByText('Paste what the other side signed, then it can be settled.')).toBeVisible()
  await ben.getByLabel('Text of the other side').fill(`Here: ${consent}`)
  await lookAt(ben, 'settle-send')
  await carryOut(ben, 'Settle it', 'Settled')
  await expect(ana.getByText('Done: a part was paid', { exact: false })).toBeVisible()
  await glance(ben, 'bounty-settled')

  await openBounty(ana, 'A well')
  await glance(ana, 'bounty-signed')
  await ana.getByRole('button', { name: 'Call off' }).click()
  await lookAt(ana, 'cancel')
  await carryOut(ana, 'Call off', 'Called off')
  await expect(ana.getByText('Called off before it was paid in.')).toBeVisible()

  // An account that takes nothing while the parts are paid: it is a contract that refuses.
  const owner = await ownerOf(anas)
  await owner.setCode({ address: payee, bytecode: '0x5f5ffd' })
  await owner.increaseTime({ seconds: 21 * day })
  await owner.mine({ blocks: 1 })
  await openBounty(ana, 'A path')
  await ana.getByRole('button', { name: 'Take back' }).click()
  await lookAt(ana, 'refund')
  await carryOut(ana, 'Take back', 'Taken back')
  await expect(ana.getByText('went back', { exact: true })).toBeVisible()
  await expect(ana.getByText('Went back to the issuer')).toBeVisible()
  await expect(ana.getByText('Nothing was delivered', { exact: true })).toBeVisible()
  await glance(ana, 'bounty-refunded')

  await ben.getByRole('button', { name: 'Pay out' }).click()
  await lookAt(ben, 'payout')
  await carryOut(ben, 'Pay out', 'Paid')
  await expect(ben.getByText('2 of 2 parts paid')).toBeVisible()
  expect(await balanceOf(anas, elsewhere)).toBe(4n * tiny)
  await owner.setCode({ address: payee, bytecode: '0x' })
  const before = await balanceOf(caras, payee)
  await expect(cara.getByText('0.000002 ETH wait for you at the escrow')).toBeVisible()
  await cara.getByRole('button', { name: 'Claim' }).click()
  await lookAt(cara, 'claim')
  await carryOut(cara, 'Claim', 'Claimed')
  expect(before - (await balanceOf(caras, payee))).toBeLessThan(eth / 100n)
  await ana.getByRole('link', { name: 'Bounties' }).first().click()
  await glance(ana, 'bounties-done')
})
