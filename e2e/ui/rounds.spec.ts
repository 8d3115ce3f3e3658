import { readFile } from 'node:fs/promises'
import { devnetAccounts, setBalance } from '@daomesh/chain/devnet'
import { deployToken } from '@daomesh/contracts/token'
import { address } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { createTestClient, http, publicActions } from 'viem'
import { foundedDao } from './fixtures/found.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'

const payees = { Well: '0x00000000000000000000000000000000000000e1', '**Roof** <b>': '0x00000000000000000000000000000000000000e2' } as const
/** Days of this clock; chain time runs ahead of it by as much as a test let pass. */
const inFourDays = (ahead = 0): string =>
  new Date(Date.now() + (4 + ahead) * 86_400_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

const fillRound = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What it is for').fill('Water for all')
  await dialog.getByLabel('More about it (optional)').fill('Two works, both needed.')
  await dialog.getByLabel('Gifts until').fill(inFourDays())
  await dialog.getByLabel('Given to the pool by the DAO').fill('2')
  for (const [i, [name, payee]] of Object.entries(payees).entries()) {
    if (i > 0) await dialog.getByRole('button', { name: 'Add a project' }).click()
    const project = dialog.getByRole('group', { name: `Project ${i + 1}` })
    await project.getByLabel('Name of the project').fill(name)
    await project.getByLabel('Paid to').fill(payee)
  }
}

test('M170 to M174 G8 C15: a round is opened by a vote, given to with a live match, counted and paid by itself, and its results go out with proofs', async ({
  browser,
}) => {
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [{ page: ana, member: anaMember }, { page: ben, member: benMember }] = [actor(scene, 'ana'), actor(scene, 'ben')]
    await foundedDao(ana, ben, 'Meadow')
    const { rpcUrl } = ((await anaMember.command('status')) as { chain: { rpcUrl: string } }).chain
    const { dao } = (await anaMember.command('dao', 'show', 'Meadow')) as { dao: string }
    const { account } = (await benMember.command('status')) as { account: string }
    for (const one of [dao, account]) await setBalance({ rpcUrl, account: address.parse(one), wei: 5n * 10n ** 18n })

    await ana.keyboard.press('g')
    await ana.keyboard.press('c')
    await expect(ana.getByText('No rounds yet')).toBeVisible()
    await ana.getByRole('button', { name: 'Open a round' }).click()
    await ana.getByRole('dialog').getByRole('button', { name: 'Propose the round' }).click()
    await expect(ana.getByText('Say what it is for.')).toBeVisible()
    await fillRound(ana)
    await lookAt(ana, 'open-round')
    await ana.getByRole('dialog').getByRole('button', { name: 'Propose the round' }).click()
    await expect(ana.getByText(/Open a round of 2 projects: gifts of at least/)).toBeVisible()
    await lookAt(ana, 'round-proposal')
    await expect(ana.getByText('Give 2 ETH to the pool of the round; what is not needed comes back')).toBeVisible()
    const decision = /proposals\/(0x[0-9a-f]{64})/.exec(ana.url())?.[1] ?? ''
    for (const { command } of [anaMember, benMember]) {
      await expect.poll(async () => JSON.stringify(await command('proposal', 'list', 'Meadow'))).toContain(decision)
      await command('ballot', 'cast', 'Meadow', `${decision}=for`)
    }
    const isDecided = async () =>
      ((await anaMember.command('proposal', 'show', 'Meadow', decision)) as { tally: { enactable: boolean } }).tally.enactable
    await expect.poll(isDecided).toBe(true)
    await anaMember.command('proposal', 'enact', 'Meadow', decision)

    // The vote has three days. Two days later it ends soon, so it is in the inbox of whoever gave nothing.
    const owner = createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).extend(publicActions)
    const twoDaysLater = async (): Promise<void> => {
      await owner.increaseTime({ seconds: 2 * 86_400 + 60 })
      await owner.mine({ blocks: 1 })
    }
    await twoDaysLater()
    await ben.getByRole('link', { name: 'Inbox' }).click()
    await ben
      .getByRole('link', { name: /Water for all/ })
      .filter({ hasText: 'Ends soon' })
      .click()
    await expect(ben.getByRole('heading', { name: 'Water for all', level: 1 })).toBeVisible()
    const well = ben.getByRole('listitem', { name: 'Well' })
    await expect(well.getByText('0 ETH', { exact: true }).first()).toBeVisible()

    const giving = async (page: Page, amount: string): Promise<void> => {
      await page.getByRole('button', { name: 'Give to Well' }).click()
      await page.getByRole('dialog').getByLabel('Amount').fill(amount)
    }
    await giving(ben, '0.0000001')
    await expect(ben.getByText('Write an amount of at least 0.001 ETH.')).toBeVisible()
    await ben.getByRole('dialog').getByLabel('Amount').fill('1')
    await expect(ben.getByText(/^1 ETH go to Well/)).toBeVisible()
    await expect(ben.getByText(/^contribute\(seat \d, project 0, 1 ETH\)$/)).toBeVisible()
    await lookAt(ben, 'round-give')
    await ben.getByRole('dialog').getByRole('button', { name: 'Give', exact: true }).click()
    await expect(ben.getByText('Given to Well')).toBeVisible()
    await ben.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    await expect(well.getByText('from 1 member')).toBeVisible()

    // Ana moves the slider by keys: what her gift would change.
    const { 0: row } = (await anaMember.command('round', 'list')) as readonly { round: string }[]
    await ana.getByRole('link', { name: 'Confederation' }).click()
    await ana.getByRole('link', { name: /Water for all/ }).click()
    await ana.getByRole('slider', { name: 'How much more' }).focus()
    for (let i = 0; i < 50; i++) await ana.keyboard.press('ArrowRight')
    await expect(ana.getByText(/With 1 ETH more, Well gets 4 ETH instead of 1 ETH/)).toBeVisible()
    await expect(ana.getByRole('listitem', { name: 'Well' }).getByText('4 ETH', { exact: true })).toBeVisible()
    await lookAt(ana, 'round')
    await anaMember.command('round', 'give', row?.round ?? '', '--project', '0', '--amount', '1eth')
    await expect(well.getByText('4 ETH', { exact: true })).toBeVisible()
    await ben.getByText('Table', { exact: true }).click()
    await expect(ben.getByRole('row', { name: /^Well/ }).getByText('2 ETH', { exact: true }).first()).toBeVisible()
    await lookAt(ben, 'round-table')
    const download = ben.waitForEvent('download')
    await ben.getByRole('button', { name: 'Results with proofs (CSV)' }).click()
    const csv = await readFile(await (await download).path(), 'utf8')
    expect(csv.split('\r\n')[1]).toBe(`result,0,,,${2n * 10n ** 18n},${2n * 10n ** 18n},${2n * 10n ** 18n},,,`)
    expect(csv).toMatch(/contributed,0,\d,0x[0-9a-f]{40},1000000000000000000,,,0x[0-9a-f]{64},\d+,\d+/)
    await ben.getByRole('link', { name: 'Confederation' }).first().click()
    await expect(ben.getByRole('region', { name: 'My contributions' }).getByRole('link', { name: 'Water for all' })).toBeVisible()
    await lookAt(ben, 'rounds')

    // Two days later: nobody does anything.
    await twoDaysLater()
    await expect(ana.getByText('counted', { exact: true })).toBeVisible()
    await expect(ana.getByRole('listitem', { name: 'Well' }).getByText('paid', { exact: false })).toBeVisible()
    expect(await owner.getBalance({ address: payees.Well })).toBe(4n * 10n ** 18n)
    await lookAt(ana, 'round-counted')

    // A second one in a token that the DAO lists: amounts are written and told in its unit, and the DAO lets the contract take them.
    const coin = await deployToken(rpcUrl, devnetAccounts(1)[0]?.privateKey ?? '0x')
    await anaMember.command('treasury', 'list', 'Meadow', coin.token)
    await ana.getByRole('link', { name: 'Confederation' }).first().click()
    await ana.getByRole('button', { name: 'Open a round' }).click()
    const form = ana.getByRole('dialog')
    await form.getByLabel('What it is for').fill('Songs for all')
    await form.getByLabel('Gifts until').fill(inFourDays(4))
    await form.getByRole('combobox', { name: 'In', exact: true }).click()
    await ana.getByRole('option').last().click()
    await form.getByLabel('Given to the pool by the DAO').fill('2.5')
    await form.getByLabel('Name of the project').fill('Choir')
    await form.getByLabel('Paid to').fill(payees.Well)
    await lookAt(ana, 'open-round-token')
    await form.getByRole('button', { name: 'Propose the round' }).click()
    await expect(ana.getByText(/Give 2\.5 \S+ to the pool of the round/)).toBeVisible()
    await expect(ana.getByText(/Open a round of 1 projects?: gifts of at least 0\.001 \S+ until/)).toBeVisible()
    await lookAt(ana, 'round-token-proposal')
    expect(actor(scene, 'ana').faults).toEqual([])
    expect(actor(scene, 'ben').faults).toEqual([])
  } finally {
    await scene.end()
  }
})
