import { randomUUID } from 'node:crypto'
import { type Address, address, ether } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ben'], signing: 'unasked' })
})
test.afterAll(() => scene?.end())

test('who founds alone and without a coin is told what the deployment waits for, and it goes on by itself', async () => {
  const { page, faults } = actor(scene, 'ben')
  await page.getByRole('link', { name: 'Create a DAO' }).last().click()
  await page.getByLabel('Name of the DAO').fill('Sawyers')
  await page.getByLabel('Your name').fill('Ben')
  await page.getByRole('button', { name: 'Create and invite' }).click()
  const alone = page.getByText('Share the invite.', { exact: false })
  await expect(alone).toBeVisible()
  await page.getByRole('button', { name: 'Propose these terms' }).click()
  await expect(page.getByText('Everybody has signed')).toBeVisible()
  // There is nothing to share and nobody to bring any more.
  await expect(alone).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'DAOs as founders' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Deploy' }).click()
  const unpaid = page.getByText('This account cannot pay for the transaction.')
  await expect(unpaid).toBeVisible()
  await lookAt(page, 'deploy-unpaid')
  // The same on the DAO's own page, whoever looks there later.
  await page.getByRole('link', { name: 'Go to the DAO' }).click()
  await expect(unpaid).toBeVisible()
  await expect(page.getByRole('button', { name: 'Deploy' })).toBeDisabled()
  await page.getByRole('button', { name: 'Get sandbox ether' }).click()
  await expect(page.getByText('on the chain, final')).toBeVisible()
  expect(faults).toEqual([])
})

test('the first offer in a deal begins with what the post promised: how much, of what, and until when', async () => {
  const { page, api } = actor(scene, 'ben')
  const day = 86_400
  const deadline = Math.floor(Date.now() / 1_000) + 5 * day
  const offered = async (title: string, token: Address, amount: string) => {
    const { space } = await api.deals.open({
      requestId: randomUUID(),
      as: { side: 'hunter', dao: null },
      other: { account: `0x${'c1'.repeat(20)}`, kind: null },
      contacts: [],
      subject: { post: null, title, brief: 'By the brook.', tags: [], reward: { token, amount }, deadline },
    })
    await page.goto(`${page.url().split('#')[0]}#/deals/${space}`)
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
    await page.getByRole('button', { name: 'Make an offer' }).click()
    return page.getByRole('form', { name: 'Make an offer' })
  }
  const inEther = await offered('Fell the oaks', ether, '2500000000000000000')
  await expect(inEther.getByLabel('Pays')).toHaveValue('2.5')
  await expect(inEther.getByLabel('Due')).toHaveValue(new Date(deadline * 1_000).toISOString().slice(0, 10))
  // Nobody is to be paid in after the work is due.
  await expect(inEther.getByLabel('To be funded until')).toHaveValue(new Date((deadline - day) * 1_000).toISOString().slice(0, 10))
  const inToken = await offered('Burn the brush', address.parse(`0x${'70'.repeat(20)}`), '25')
  await expect(inToken.getByLabel('Pays')).toHaveValue('25')
  await expect(inToken.getByText('0x7070', { exact: false })).toBeVisible()
})
