import { expect, test } from '@playwright/test'
import { castBallot } from './fixtures/castBallot.ts'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'

test('M210 M211 M213: one DAO goes into another one, in three steps with a preview, by one transaction, and its page says where it went', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [ana, ben] = [actor(scene, 'ana').page, actor(scene, 'ben').page]
    const run = <T>(who: string, ...words: readonly string[]) => actor(scene, who).member.command(...words) as Promise<T>
    const found = async (who: string, name: string, pays: string): Promise<{ dao: string; space: string }> => {
      await run(who, 'chain', 'faucet')
      await run(who, 'lobby', 'create', name, '--as', who)
      await run(who, 'lobby', 'propose', name, '--equal', '100')
      await expect(async () => {
        await run(who, 'dao', 'deploy', name)
        expect((await run<{ deployed: string }>(who, 'dao', 'show', name)).deployed).toBe('final')
      }).toPass({ timeout: 60_000 })
      await run(who, 'dao', 'deposit', name, pays)
      return run<{ dao: string; space: string }>(who, 'dao', 'show', name)
    }
    const [mill, hill] = await Promise.all([found('ana', 'Mill', '3eth'), found('ben', 'Hill', '1eth')])
    const go = async (page: typeof ana, hash: string): Promise<void> => {
      const address = new URL(page.url())
      address.hash = hash
      await page.goto(address.href)
    }
    await run('ana', 'partnership', 'open', hill.dao, '--as', 'Mill', '--title', 'One <i>valley</i>')
    const { link } = await run<{ link: string }>('ana', 'partnership', 'link', 'One <i>valley</i>')
    await run('ben', 'deal', 'enter', link)

    // The form leads from who goes over the weights to what it comes to.
    await go(ana, '#/confederation?view=partnerships')
    await ana.getByRole('link', { name: /valley/ }).click({ timeout: 60_000 })
    await ana.getByRole('button', { name: 'Offer to merge' }).click()
    const form = ana.getByRole('form', { name: 'Offer to merge' })
    await expect(form.getByRole('radio', { name: 'Mill goes into Hill' })).toBeChecked()
    await expectAccessible(ana)
    await form.getByRole('button', { name: 'Next' }).click()
    await form.getByLabel('Shares of Hill for a share of Mill').fill('0.001')
    await expect(form.getByRole('alert')).toBeVisible({ timeout: 60_000 })
    await form.getByLabel('Shares of Hill for a share of Mill').fill('x')
    await expect(form.getByText('A number above 0', { exact: false })).toBeVisible()
    await form.getByLabel('Shares of Hill for a share of Mill').fill('1')
    // By ETH alone: three times as much for as many shares.
    await form.getByRole('button', { name: 'Take that of ETH' }).click({ timeout: 60_000 })
    await expect(form.getByRole('table', { name: 'Seats before and after' })).toContainText('300 (75%)', { timeout: 60_000 })
    await expect(form.getByRole('table', { name: 'Treasuries before and after' })).toContainText('4 ETH')
    await lookAt(ana, 'merger-form')
    await expectAccessible(ana)
    await form.getByRole('button', { name: 'Next' }).click()
    await form.getByLabel('Note').fill('One valley, **one** DAO.')
    await form.getByRole('button', { name: 'Send the offer' }).click()

    await go(ben, '#/confederation?view=partnerships')
    await ben.getByRole('link', { name: /valley/ }).click({ timeout: 60_000 })
    await expect(ben.getByText('Mill offers to merge')).toBeVisible({ timeout: 60_000 })
    await lookAt(ben, 'merger-offer')
    await ben.getByRole('button', { name: 'Accept' }).click()
    for (const page of [ana, ben]) {
      await page.getByRole('link', { name: 'Answer' }).click({ timeout: 60_000 })
      await expect(page.getByRole('region', { name: 'This DAO and another one merge' })).toBeVisible({ timeout: 60_000 })
      if (page === ben) await expect(page.getByText(/^Stop unless the members of \u2068Hill\u2069 \(0x/)).toBeVisible()
      if (page === ben) await lookAt(page, 'merger-question')
      if (page === ben) await expectAccessible(page)
      await castBallot(page)
      await page.getByRole('link', { name: 'Open the partnership' }).click()
    }
    await ben.getByRole('button', { name: 'Enact both' }).click({ timeout: 60_000 })
    await go(ana, `#/dao/${mill.space}`)
    await expect(ana.getByText('This DAO went into Hill')).toBeVisible({ timeout: 60_000 })
    await expect(ana.getByRole('link', { name: 'Open Hill' })).toBeVisible({ timeout: 60_000 })
    await lookAt(ana, 'merger-shell')
    await expectAccessible(ana)
    for (const who of ['ana', 'ben']) expect(actor(scene, who).faults).toEqual([])
  } finally {
    await scene.end()
  }
})

test('M214 M215 M216 M217 M218: a member spins off a new DAO: who goes and with what, whose Yes is missing, and one transaction', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const ana = actor(scene, 'ana').page
    const run = <T>(who: string, ...words: readonly string[]) => actor(scene, who).member.command(...words) as Promise<T>
    await run('ana', 'chain', 'faucet')
    const { invite } = await run<{ invite: string }>('ana', 'lobby', 'create', 'Hill', '--as', 'ana')
    await run('ben', 'lobby', 'join', invite, '--as', 'ben')
    await expect(async () => {
      const { members } = await run<{ members: readonly { name: string | null }[] }>('ana', 'lobby', 'show', 'Hill')
      expect(members.filter(({ name }) => name !== null)).toHaveLength(2)
    }).toPass({ timeout: 60_000 })
    const { proposal } = await run<{ proposal: { genesisHash: string } }>('ana', 'lobby', 'propose', 'Hill', '--equal', '100')
    await expect(() => run('ben', 'lobby', 'cosign', 'Hill', '--genesis', proposal.genesisHash)).toPass({ timeout: 60_000 })
    await expect(async () => {
      await run('ana', 'dao', 'deploy', 'Hill')
      expect((await run<{ deployed: string }>('ana', 'dao', 'show', 'Hill')).deployed).toBe('final')
    }).toPass({ timeout: 60_000 })
    await run('ana', 'dao', 'deposit', 'Hill', '4eth')
    const { space } = await run<{ space: string }>('ana', 'dao', 'show', 'Hill')
    const address = new URL(ana.url())
    address.hash = `#/dao/${space}`
    await ana.goto(address.href)
    await expect(ana.getByRole('heading', { name: 'Hill', level: 1 })).toBeVisible()
    await ana.getByRole('button', { name: 'More about members' }).click({ timeout: 60_000 })
    await ana.getByRole('menuitem', { name: 'Spin off a new DAO' }).click()
    const dialog = ana.getByRole('dialog')
    await dialog.getByLabel('Name of the new DAO').fill('Brook & <b>sons</b>')
    await dialog.getByRole('checkbox', { name: /^ana/ }).check()
    await expectAccessible(ana)
    await dialog.getByRole('button', { name: 'Next' }).click()
    await expect(dialog.getByRole('table', { name: 'Treasury before and after' })).toContainText('2 ETH', { timeout: 60_000 })
    await lookAt(ana, 'spin-off-form')
    await expectAccessible(ana)
    await dialog.getByRole('button', { name: 'Put it to the vote' }).click()
    await expect(ana.getByRole('region', { name: 'Some members leave together into a new DAO' })).toBeVisible({ timeout: 60_000 })
    await expect(ana.getByText('own Yes is missing')).toBeVisible()
    await lookAt(ana, 'spin-off-question')
    await expectAccessible(ana)
    await castBallot(ana)
    await expect(ana.getByText('said Yes')).toBeVisible({ timeout: 60_000 })
    await expect(async () => {
      await run('ben', 'ballot', 'cast', 'Hill', 'Spin off Brook & <b>sons</b>=for')
    }).toPass({ timeout: 60_000 })
    await ana.getByRole('button', { name: 'Spin off now' }).click({ timeout: 60_000 })
    await ana.getByRole('link', { name: 'Open Brook & <b>sons</b>' }).click({ timeout: 60_000 })
    await expect(ana.getByRole('heading', { name: 'Brook & <b>sons</b>', level: 1 })).toBeVisible()
    await expect(ana.getByText('2 ETH').first()).toBeVisible({ timeout: 60_000 })
    await lookAt(ana, 'spun-off')
    for (const who of ['ana', 'ben']) expect(actor(scene, who).faults).toEqual([])
  } finally {
    await scene.end()
  }
})
