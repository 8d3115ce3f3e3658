import { expect, test } from '@playwright/test'
import { castBallot } from './fixtures/castBallot.ts'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'

test('M180 M181 M182 M183 R20: two DAOs offer each other power, both vote, one transaction enacts both, and they can part', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [ana, ben] = [actor(scene, 'ana').page, actor(scene, 'ben').page]
    const run = <T>(who: string, ...words: readonly string[]) => actor(scene, who).member.command(...words) as Promise<T>
    const found = async (who: string, name: string): Promise<string> => {
      await run(who, 'chain', 'faucet')
      await run(who, 'lobby', 'create', name, '--as', who)
      await run(who, 'lobby', 'propose', name, '--equal', '100', '--mode', 'power')
      await expect(async () => {
        await run(who, 'dao', 'deploy', name)
        expect((await run<{ deployed: string }>(who, 'dao', 'show', name)).deployed).toBe('final')
      }).toPass({ timeout: 60_000 })
      return (await run<{ dao: string }>(who, 'dao', 'show', name)).dao
    }
    const [, hill] = await Promise.all([found('ana', 'Mill'), found('ben', 'Hill')])

    const go = async (page: typeof ana, hash: string): Promise<void> => {
      const address = new URL(page.url())
      address.hash = hash
      await page.goto(address.href)
    }
    await go(ana, '#/confederation?view=partnerships')
    await expect(ana.getByText('No partnerships yet')).toBeVisible()
    await expectAccessible(ana)
    await ana.getByRole('button', { name: 'Open a partnership' }).click()
    const dialog = ana.getByRole('dialog')
    await dialog.getByLabel('Address of the other DAO').fill(hill)
    await dialog.getByLabel('What to call it').fill('Valley <b>friends</b>')
    await expectAccessible(ana)
    await dialog.getByRole('button', { name: 'Open it' }).click()
    await expect(ana.getByRole('heading', { name: 'Valley <b>friends</b>' })).toBeVisible()
    const { link } = await run<{ link: string }>('ana', 'partnership', 'link', 'Valley <b>friends</b>')
    await run('ben', 'deal', 'enter', link)

    await ana.getByRole('button', { name: 'Make an offer' }).click()
    const form = ana.getByRole('form', { name: 'Make an offer' })
    await form.getByLabel('Power that Mill gives Hill').fill('1')
    await form.getByLabel('Power that Hill gives Mill').fill('1')
    await expect(form.getByRole('alert')).toHaveCount(0)
    await form.getByLabel('Power that Hill gives Mill').fill('2')
    // M241: one member holds the other half, so two is a majority for an outsider.
    await expect(form.getByRole('alert')).toHaveText(/With power 2, Mill would hold more than half of the power in Hill/)
    await form.getByLabel('Note').fill('We mill what you **grow**.')
    await expectAccessible(ana)
    await form.getByRole('button', { name: 'Send the offer' }).click()
    await go(ben, '#/confederation?view=partnerships')
    await ben.getByRole('link', { name: /Valley/ }).click({ timeout: 60_000 })
    await expect(ben.getByText('Hill gives Mill power 2.')).toBeVisible({ timeout: 60_000 })
    await ben.getByRole('button', { name: 'Accept' }).click()

    for (const [page, name] of [
      [ana, 'Mill'],
      [ben, 'Hill'],
    ] as const) {
      await expect(page.getByText(`The members of ${name} are asked: 0 of`, { exact: false })).toBeVisible({ timeout: 60_000 })
      await page.getByRole('link', { name: 'Answer' }).click()
      await expect(page.getByRole('region', { name: 'This DAO and another one exchange power' })).toBeVisible()
      // Neither half is tried out alone, and who sends both is said in words: no address of a contract stands for it.
      await expect(page.getByText('Not tried out by itself', { exact: false }).first()).toBeVisible()
      const when = page.getByRole('region', { name: 'When it can be carried out' })
      await expect(when).toContainText('together with the decision of the other DAO, or neither')
      await expect(when).not.toContainText('0x')
      if (page === ana) {
        await expect(page.getByText(/^Seat the DAO or contract .*Hill.* \(0x.*\) as a member: power 1/)).toBeVisible()
        await lookAt(page, 'partnership-question')
      }
      await expectAccessible(page)
      await castBallot(page)
      await page.getByRole('link', { name: 'Open the partnership' }).click()
    }
    await expect(ana.getByText('Hill has decided; its ballots are here.')).toBeVisible({ timeout: 60_000 })
    await lookAt(ana, 'partnership')
    await ana.getByRole('button', { name: 'Enact both' }).click({ timeout: 60_000 })
    for (const page of [ana, ben])
      await expect(page.getByText('Hill has power 1 in Mill; Mill has power 2 in Hill.')).toBeVisible({ timeout: 60_000 })
    await expectAccessible(ana)
    // M184 Q65 Q66: the chain shows it to everybody, as a tie of power and a cluster.
    await go(ben, '#/mesh?view=power')
    await expect(ben.getByRole('table', { name: 'Ties of power' }).getByRole('row')).toHaveCount(3, { timeout: 60_000 })
    await expect(ben.getByRole('table', { name: 'Ties of power' })).toContainText('both ways')
    await expect(ben.getByText('100% of their ties stay among them')).toBeVisible()
    await lookAt(ben, 'mesh-power')
    await ben.goBack()
    await ana.getByRole('button', { name: 'Offer to part' }).click()
    await ana.getByRole('form', { name: 'Offer to part' }).getByRole('button', { name: 'Send the offer' }).click()
    await expect(ben.getByText('Mill offers to part')).toBeVisible({ timeout: 60_000 })
    // The partner has a seat here now, but it is nobody who could come in.
    await expect(ben.getByText('not here yet')).toHaveCount(0)
    await lookAt(ben, 'partnership-parting')
    expect(actor(scene, 'ana').faults).toEqual([])
    expect(actor(scene, 'ben').faults).toEqual([])
  } finally {
    await scene.end()
  }
})
