import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { castBallot } from './fixtures/castBallot.ts'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'

const arbiter = '0x00000000000000000000000000000000000000e1'
const offers = (page: Page) => page.getByRole('list', { name: 'Offers, the newest first' }).getByRole('listitem', { name: /^Offer / })

test('M73 M74 M120 M125 M200 M201 M202 E1: two people without a DAO bargain: an offer, a counter-offer with what it changes, a brief written together, words and a signature; then a DAO takes a bounty by a ballot, and one pays in power', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [ana, ben] = [actor(scene, 'ana').page, actor(scene, 'ben').page]
    const { account } = (await actor(scene, 'ben').member.command('status')) as { account: string }
    await ana.getByRole('link', { name: 'Deals' }).click()
    await expect(ana.getByText('No deals yet')).toBeVisible()
    await expectAccessible(ana)
    await ana.getByRole('button', { name: 'Open a deal' }).click()
    const dialog = ana.getByRole('dialog')
    await dialog.getByLabel('What it is about').fill('A lamp <b>for</b> the yard')
    await dialog.getByLabel('In short').fill('A lamp.\nFor the yard.')
    await dialog.getByLabel('Other side').fill(account)
    await expectAccessible(ana)
    await dialog.getByRole('button', { name: 'Open it' }).click()
    await expect(ana.getByText('Nobody has offered anything yet.')).toBeVisible()

    const { link } = (await actor(scene, 'ana').member.command('deal', 'link', 'A lamp <b>for</b> the yard')) as { link: string }
    await ben.getByRole('link', { name: 'Deals' }).click()
    await ben.getByRole('button', { name: 'Enter by link' }).click()
    await ben.getByRole('dialog').getByLabel('Link').fill(`Here it is: ${link}`)
    await ben.getByRole('dialog').getByRole('button', { name: 'Enter' }).click()

    await ana.getByRole('button', { name: 'Make an offer' }).click()
    const form = ana.getByRole('form', { name: 'Make an offer' })
    await form.getByLabel('Pays').fill('2')
    await form.getByLabel('Arbiter', { exact: false }).first().fill(arbiter)
    await expectAccessible(ana)
    await form.getByRole('button', { name: 'Offer', exact: true }).click()
    await expect(offers(ana)).toHaveCount(1)
    // The key comes to Ben by itself, as soon as both are online.
    await expect(offers(ben)).toHaveCount(1, { timeout: 60_000 })
    await expect(ben.getByText('Waits for your answer').first()).toBeVisible()
    // Whose turn it is now is said to who made it, and not to who owes the answer.
    await expect(ana.getByText('Your offer waits for', { exact: false })).toBeVisible()
    await expect(ben.getByText('Your offer waits for', { exact: false })).toHaveCount(0)
    await lookAt(ana, 'deal-offered')

    await ben.getByRole('button', { name: 'Start writing' }).click()
    await ben.locator('.tiptap').click()
    await ben.keyboard.type('A lamp with a switch.')
    await expect(ana.locator('.tiptap')).toContainText('A lamp with a switch.')

    await ben.getByRole('button', { name: 'Counter-offer' }).click()
    const counter = ben.getByRole('form', { name: 'Counter-offer' })
    await counter.getByLabel('Pays').fill('2.5')
    await counter.getByRole('button', { name: 'Take the brief written together' }).click()
    await expect(counter.getByLabel('Brief (Markdown)')).toHaveValue(/with a switch/)
    await counter.getByRole('button', { name: 'Send the counter-offer' }).click()
    await expect(offers(ana)).toHaveCount(2)
    const latest = offers(ana).first()
    await expect(latest.locator('del')).toHaveText('2 ETH')
    await expect(latest.locator('ins')).toHaveText('2.5 ETH')
    await expect(latest.getByRole('figure', { name: 'What changes in the brief' })).toContainText('A lamp with a switch.')
    await expect(latest.getByText('What changes against the issuer’s offer')).toBeVisible()
    await lookAt(ana, 'deal')

    await latest.getByRole('button', { name: 'Accept' }).click()
    await expect(ana.getByText('agreed in words').first()).toBeVisible()
    await ben.getByRole('button', { name: 'Sign the agreement' }).click()
    await expect(ana.getByText('The hunter signed. Pay in below when you are ready', { exact: false })).toBeVisible()
    await expect(ana.getByText('Waits for your payment')).toBeVisible()
    await expect(ben.getByText('until then nothing is owed, and nobody should start', { exact: false })).toBeVisible()
    // What nobody takes any more stands behind a line.
    await expect(offers(ana)).toHaveCount(1)
    await lookAt(ana, 'deal-signed')
    await actor(scene, 'ana').member.command('chain', 'faucet')
    await offers(ana).first().getByRole('button', { name: 'Pay it in' }).click()
    for (const page of [ana, ben]) await expect(page.getByText('funded', { exact: true }).first()).toBeVisible()
    await expect(ben.getByText('and you can start. Deliver on the page of the bounty.', { exact: false })).toBeVisible()
    await lookAt(ben, 'deal-funded')
    await ben.getByText('1 earlier offer').click()
    await expect(ben.getByRole('list', { name: 'Earlier offers' })).toContainText('2 ETH')
    await ben.getByRole('link', { name: 'To the bounty' }).click()
    await expect(ben.getByRole('button', { name: 'Deliver' })).toBeVisible()

    // The other way round: Ana works for Ben as a DAO, which signs by the ballots of its members.
    const run = <T>(who: string, ...words: readonly string[]) => actor(scene, who).member.command(...words) as Promise<T>
    await run('ana', 'lobby', 'create', 'Mill', '--as', 'Ana')
    await run('ana', 'lobby', 'propose', 'Mill', '--equal', '100')
    await expect(async () => {
      await run('ana', 'dao', 'deploy', 'Mill')
      expect((await run<{ deployed: string }>('ana', 'dao', 'show', 'Mill')).deployed).toBe('final')
    }).toPass({ timeout: 60_000 })
    const opened = await run<{ space: string }>(
      'ana',
      'deal',
      'open',
      account,
      '--as',
      'Mill',
      '--title',
      'Mend the weir',
      '--brief',
      'Stone.',
    )
    const invitation = await run<{ link: string }>('ana', 'deal', 'link', 'Mend the weir')
    await run('ben', 'deal', 'enter', invitation.link)
    const page = new URL(ana.url())
    page.hash = `#/deals/${opened.space}`
    await ana.goto(page.href)
    // A file is shared first, and then belongs to the terms.
    await ana.getByLabel('Choose files').setInputFiles({ name: 'Plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Stone by stone.') })
    await expect(ana.getByText('Plan.txt')).toBeVisible()
    await ana.getByRole('button', { name: 'Make an offer' }).click()
    const own = ana.getByRole('form', { name: 'Make an offer' })
    await own.getByLabel('Pays').fill('0.5')
    await own.getByLabel('Arbiter', { exact: false }).first().fill(arbiter)
    await own.getByRole('checkbox', { name: 'Plan.txt' }).check()
    await own.getByRole('button', { name: 'Offer', exact: true }).click()
    await expect(offers(ana).getByRole('list', { name: 'Files that belong to it' })).toContainText('Plan.txt')
    page.href = ben.url()
    page.hash = `#/deals/${opened.space}`
    await ben.goto(page.href)
    await offers(ben).getByRole('button', { name: 'Accept' }).click({ timeout: 60_000 })
    await ben.getByRole('button', { name: 'Fetch', exact: true }).click()
    await expect(ben.getByRole('button', { name: 'Save', exact: false }).first()).toBeVisible({ timeout: 60_000 })
    await expect(ana.getByText('The members of Mill are asked: 0 of 1 for it, 0 against.')).toBeVisible({ timeout: 60_000 })
    await lookAt(ana, 'deal-asked')
    await ana.getByRole('link', { name: 'Answer' }).click()
    const taken = ana.getByRole('region', { name: 'This DAO takes the bounty “Mend the weir”' })
    await expect(taken).toContainText('0.5 ETH')
    await expect(taken).toContainText('Plan.txt')
    await lookAt(ana, 'deal-question')
    await castBallot(ana)
    await expect(ben.getByRole('button', { name: 'Pay it in' })).toBeVisible({ timeout: 60_000 })
    await taken.getByRole('link', { name: 'Open the deal' }).click()
    await expect(ana.getByText('The members of Mill take it: 1 of 1 for it.')).toBeVisible()
    await lookAt(ana, 'deal-taken')

    // Mill pays in power too: its members sign that before the work, and it is given after it.
    await run('ana', 'dao', 'deposit', 'Mill', '2eth')
    const bridge = await run<{ space: string }>('ana', 'deal', 'open', account, '--as', 'Mill', '--pay', '--title', 'Build a bridge')
    await run('ben', 'deal', 'enter', (await run<{ link: string }>('ana', 'deal', 'link', 'Build a bridge')).link)
    const reviewer = (await run<{ account: string }>('ana', 'status')).account
    const go = async (to: Page, hash: string): Promise<void> => {
      const address = new URL(to.url())
      address.hash = hash
      await to.goto(address.href)
    }
    await go(ana, `#/deals/${bridge.space}`)
    await ana.getByRole('button', { name: 'Make an offer' }).click()
    const powerful = ana.getByRole('form', { name: 'Make an offer' })
    await powerful.getByLabel('Pays').fill('0.25')
    await powerful.getByLabel('Power in Mill').fill('5')
    await expect(powerful.getByText('becomes a member of Mill with 5 of 6 power, 83.3%, and no shares', { exact: false })).toBeVisible()
    await powerful.getByLabel('Reviewer').fill(reviewer)
    await powerful.getByLabel('Arbiter', { exact: false }).first().fill(arbiter)
    await lookAt(ana, 'deal-power-form')
    await expectAccessible(ana)
    await powerful.getByRole('button', { name: 'Offer', exact: true }).click()
    await go(ben, `#/deals/${bridge.space}`)
    const promised = (to: Page) => to.getByRole('region', { name: /^Promised power/ }).first()
    await expect(promised(ben)).toContainText('The members of Mill are asked as soon as the hunter signed.', { timeout: 60_000 })
    await expect(offers(ben).first()).toContainText('0.25 ETH and 5 power in Mill')
    await offers(ben).first().getByRole('button', { name: 'Accept' }).click()
    await expect(promised(ana)).toContainText('Not promised yet: 0 of 1 member of Mill signed.', { timeout: 60_000 })
    await lookAt(ana, 'deal-power')
    await promised(ana).getByRole('link', { name: 'Answer' }).click({ timeout: 60_000 })
    await expect(ana.getByRole('region', { name: 'This DAO promises power for “Build a bridge”' })).toContainText('nothing is given before')
    await castBallot(ana)
    await expect(ana.getByText('carried out by itself once the bounty was paid in full', { exact: false })).toBeVisible({ timeout: 60_000 })
    await expect(ana.getByText('Only once all of the bounty was paid, once for it', { exact: false })).toBeVisible()
    await lookAt(ana, 'deal-power-question')
    await expectAccessible(ana)
    const { offerRows } = await run<{ offerRows: readonly { bounty: string }[] }>('ben', 'deal', 'show', bridge.space)
    const bounty = offerRows[0]?.bounty ?? ''
    // Her node proposes it by itself, beside the promise.
    await expect(() => run('ana', 'ballot', 'cast', 'Mill', 'Fund the bounty Build a bridge=for')).toPass({ timeout: 60_000 })
    await run('ana', 'proposal', 'enact', 'Mill', 'Fund the bounty Build a bridge')
    await go(ben, `#/bounties/${bounty}`)
    await expect(promised(ben)).toContainText('Promised, signed by 1 of 1 member of Mill.', { timeout: 60_000 })
    await lookAt(ben, 'bounty-power')
    await expectAccessible(ben)
    await run('ben', 'chain', 'faucet')
    const statusAt = async (who: string) => (await run<{ status: string }>(who, 'bounty', 'show', bounty)).status
    await expect.poll(() => statusAt('ben')).toBe('funded')
    await go(ana, `#/bounties/${bounty}`)
    await expect(ana.getByText('Accept it before anything was delivered.', { exact: false })).toBeVisible()
    await run('ben', 'bounty', 'deliver', bounty, '--note', 'It bears.')
    await expect.poll(() => statusAt('ana')).toBe('delivered')
    await expect(ana.getByText('Accept it. The money is released at once.')).toBeVisible()
    // By its members: the bounty leads to the vote, and the vote to the bounty, which is called by the names that are known here.
    await run('ana', 'bounty', 'accept', bounty, '--as', 'Mill')
    await expect(ana.getByText('The members of Mill are deciding on it:')).toBeVisible()
    await lookAt(ana, 'bounty-asked')
    await ana.getByRole('link', { name: 'Accept the bounty Build a bridge' }).click()
    await expect(ana.getByText('The escrow of bounties', { exact: true })).toBeVisible()
    await lookAt(ana, 'bounty-accept-proposal')
    await ana.getByRole('link', { name: 'See the bounty' }).click()
    await expect(ana.getByText('It bears.')).toBeVisible()
    await run('ana', 'ballot', 'cast', 'Mill', 'Accept the bounty Build a bridge=for')
    await run('ana', 'proposal', 'enact', 'Mill', 'Accept the bounty Build a bridge')
    await expect(promised(ben)).toContainText('has 5 of 6 power in Mill, 83.3%.', { timeout: 60_000 })
    await expect(promised(ben)).toContainText('Given.')
    expect(actor(scene, 'ana').faults).toEqual([])
    expect(actor(scene, 'ben').faults).toEqual([])
  } finally {
    await scene.end()
  }
})
