import { expect, test } from '@playwright/test'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let phrase = ''
let scene: Scene | undefined
test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['nina', 'nora'], signing: 'page' })
})
test.afterAll(() => scene?.end())

test('the first run leads to an identity in the signing window and goes on by itself', async () => {
  const { page, member } = actor(scene, 'nina')
  await expect(page.getByText('First, your identity')).toBeVisible()
  await expect(page.getByText('Waiting for your identity')).toBeVisible()
  await expectAccessible(page)
  await expect(page.locator('input[type="password"]')).toHaveCount(0)

  const opening = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Open the signing window' }).click()
  const signer = await opening
  expect(new URL(signer.url()).origin).toBe(new URL(member.signer).origin)
  expect(new URL(signer.url()).origin).not.toBe(new URL(member.url).origin)
  expect(await signer.evaluate(() => window.opener)).toBeNull()

  await signer.getByLabel('Password, at least 8 characters').fill('correct horse')
  await signer.getByLabel('The same password again').fill('correct horse')
  await signer.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(signer.getByRole('heading', { name: 'Write down these words' })).toBeVisible()
  const words = await signer.locator('ol.phrase li').allTextContents()
  phrase = words.join(' ')
  await signer.getByRole('button', { name: 'I have written them down' }).click()
  await expect(signer.getByText(/^Word \d+$/).first()).toBeVisible()
  const asked = await signer.getByText(/^Word \d+$/).allTextContents()
  for (const label of asked) await signer.getByLabel(label, { exact: true }).fill(words[Number(label.slice(5)) - 1] ?? '')
  await signer.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('link', { name: /^Create a DAO/ }).last()).toBeVisible({ timeout: 60_000 })
})

test('C16 who restores an account on a new device is told what that brings back, and what to do next', async () => {
  const { page, member } = actor(scene, 'nora')
  await expect(page.getByText('Have you a recovery phrase already?', { exact: false })).toBeVisible()
  const signer = await page.context().newPage()
  await signer.setViewportSize({ width: 560, height: 760 })
  await signer.goto(member.signer)
  await signer.getByLabel('Recovery phrase').fill(phrase)
  await signer.getByLabel('New password for this device').fill('another horse')
  await signer.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(signer.getByText('join each of them again by an invite of a member', { exact: false })).toBeVisible()
  await expect(signer.getByRole('heading', { name: 'Your account is restored' })).toBeVisible()
  // As people compare it, here and in the app.
  const shown = (await signer.locator('code').last().textContent()) ?? ''
  expect(shown).toMatch(/^0x[0-9a-fA-F]{40}$/)
  expect(shown).not.toBe(shown.toLowerCase())
  await lookAt(signer, 'signing-restored')
  await expect(page.getByRole('link', { name: /^Create a DAO/ }).last()).toBeVisible({ timeout: 60_000 })
})

test('the token leaves the address bar; without it the page says what to do', async ({ browser }) => {
  const { page, member } = actor(scene, 'nina')
  expect(page.url()).not.toContain('token')
  const stranger = await browser.newContext()
  const other = await stranger.newPage()
  await other.goto(new URL('/', member.url).href)
  await expect(other.getByRole('heading', { name: 'Open this page from the app' })).toBeVisible()
  await expectAccessible(other)
  await stranger.close()
})
