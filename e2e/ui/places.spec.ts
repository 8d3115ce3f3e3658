import { expect, test } from '@playwright/test'
import { fundedBounty } from './fixtures/fundedBounty.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'

test('M150 M151 E9: who works on a part sees it safe to start, though nobody pasted anything; the text to hand over by hand is a disclosure', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [anas, bens] = [actor(scene, 'ana'), actor(scene, 'ben')]
    const [ana, ben] = [anas.page, bens.page]
    await Promise.all([anas, bens].map(({ member }) => member.command('chain', 'faucet')))
    const bounty = await fundedBounty(anas, bens, { title: 'Orchard', wei: 2_000_000_000_000_000_000n })
    // Ana does a part of it herself: a deal of the two, the other way round, is all it takes.
    const { account } = (await anas.member.command('status')) as { account: string }
    await bens.member.command('deal', 'open', account, '--title', 'Gate', '--brief', 'The gate.', '--pay')
    const { link } = (await bens.member.command('deal', 'link', 'Gate')) as { link: string }
    await anas.member.command('deal', 'enter', link)

    await ben.goto(`${ben.url().split('#')[0]}#/bounties/${bounty}/split`)
    await ben.getByLabel('What part 1 is').fill('The gate')
    await ben.getByLabel('Who does part 1').fill(account)
    await ben.getByLabel('Amount of part 1').fill('0.5')
    await ben.keyboard.press('Control+Enter')
    await ben.getByRole('dialog').getByRole('button', { name: 'Put it on the chain', exact: true }).click()
    await expect(ben.getByRole('dialog').getByRole('alert').filter({ hasText: 'On the chain: safe to start' })).toBeVisible()

    await ana.goto(`${ana.url().split('#')[0]}#/bounties/${bounty}`)
    const parts = ana.getByRole('region', { name: 'Parts' })
    await expect(parts.getByText('The gate')).toBeVisible()
    await expect(parts.getByText('Safe to start: every level is on the chain')).toBeVisible()
    await expect(ana.getByText('Not safe to start')).toHaveCount(0)

    await ana.getByText('Pass parts on by hand').click()
    const pasted = ana.getByLabel('What you were sent')
    await pasted.fill('no bundle')
    await ana.getByRole('button', { name: 'Keep it' }).click()
    await expect(ana.getByRole('alert').filter({ hasText: 'INPUT_INVALID' })).toBeVisible()
    const { bundle } = (await bens.member.command('bounty', 'share', bounty)) as { bundle: string }
    await pasted.fill(bundle)
    await ana.getByRole('button', { name: 'Keep it' }).click()
    await expect(ana.getByText('Kept. The chain says what of it counts.')).toBeVisible()
    await ana.mouse.move(640, 1)
    await lookAt(ana, 'hand-over')

    // What may be old says so, and nobody is told that there is nothing.
    const old = ana.getByText('What stands here is what it said last.', { exact: false })
    await expect(old).toHaveCount(0)
    await anas.api.network.setOnline({ online: true, chain: false })
    await expect(old).toBeVisible()
    await ana.getByRole('link', { name: 'Bounties' }).first().click()
    await expect(ana.getByRole('link', { name: /Orchard/ })).toBeVisible()
    await expect(old).toBeVisible()
    await lookAt(ana, 'bounties-away')
    await anas.api.network.setOnline({ online: true, chain: true })
    await expect(old).toHaveCount(0)
    for (const { faults } of [anas, bens]) expect(faults).toEqual([])
  } finally {
    await scene.end()
  }
})
