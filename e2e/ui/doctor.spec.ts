import { expect, test } from '@playwright/test'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
test.afterAll(() => scene?.end())

test('M50: the Network screen says who is seen, and why Ben is not when his app is closed', async ({ browser }) => {
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  const { page, member, faults } = actor(scene, 'ana')
  const ben = actor(scene, 'ben').member
  const { invite } = (await member.command('lobby', 'create', 'Meadow', '--as', 'Ana')) as { invite: string }
  await ben.command('lobby', 'join', invite, '--as', 'Ben')
  const [address] = (await ben.command('peer', 'addresses')) as string[]
  await member.command('peer', 'dial', address ?? '')

  await page.getByRole('link', { name: 'Network' }).first().click()
  const doctor = page.getByRole('region', { name: 'Who is seen, and who is not' })
  await expect(doctor).toContainText('Ben')
  await expect(doctor).toContainText('All is well: every member is seen.')
  await lookAt(page, 'well')

  await ben.stop()
  await expect(doctor).toContainText('Not seen')
  await doctor.getByRole('button', { name: 'Check now' }).click()
  await doctor.getByRole('button', { name: 'Why don’t I see Ben?' }).click()
  const refused = doctor.locator('[data-finding="DIAL_REFUSED"]')
  await expect(refused).toContainText(`Ben’s machine answers at ${address?.split('/p2p/')[0]}, but nothing listens there.`)
  await expect(refused).toContainText('What to do: Ben must open the app')
  await expect(doctor).not.toContainText('All is well')
  await lookAt(page, 'away')

  await page.getByRole('switch', { name: 'Network on' }).click()
  await expect(doctor.locator('[data-finding="NETWORK_OFF"]')).toContainText('The network is switched off here.')
  await expect(refused).toHaveCount(0)
  // What a terminal would do is a button here.
  const { api } = actor(scene, 'ana')
  await api.network.setOnline({ online: false, chain: false })
  await doctor.getByRole('button', { name: 'Check now' }).click()
  const chainOff = doctor.locator('[data-finding="CHAIN_OFF"]')
  await expect(chainOff).toContainText('What to do: Switch it on.')
  await expect(chainOff).not.toContainText('daomesh')
  await page.setViewportSize({ width: 420, height: 800 })
  await doctor.scrollIntoViewIfNeeded()
  await lookAt(page, 'off')
  await page.setViewportSize({ width: 1_280, height: 840 })
  await chainOff.getByRole('button', { name: 'Switch the chain on' }).click()
  await expect(chainOff).toHaveCount(0)
  await expect(page.getByText(/^sandbox, block \d+/)).toBeVisible()
  await doctor.locator('[data-finding="NETWORK_OFF"]').getByRole('button', { name: 'Switch the network on' }).click()
  await expect(doctor.locator('[data-finding="NETWORK_OFF"]')).toHaveCount(0)
  expect(faults).toEqual([])
})
