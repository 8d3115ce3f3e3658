import { expect, test } from '@playwright/test'
import { lookAt } from './fixtures/lookAt.ts'
import { type LivingMesh, openMesh } from './fixtures/openMesh.ts'

let mesh: LivingMesh
test.beforeAll(async () => {
  mesh = await openMesh()
})
test.afterAll(() => mesh.close())

test('M110 M111 M112 M373: the mesh shows who works for whom as the chain tells it, live, as a map, a table, flows and prices', async ({
  page,
}) => {
  test.setTimeout(360_000)
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(mesh.url)
  await expect(page.getByText('No bounties to show')).toBeVisible()
  // Of a chain that is away nobody knows that there is nothing.
  await mesh.reachChain(false)
  await expect(page.getByText('Not known: the chain is away')).toBeVisible()
  await expect(page.getByText(/^No bounty stood there when it was last read \(.+\)\./)).toBeVisible()
  await expect(page.getByText('No bounties to show')).toHaveCount(0)
  await lookAt(page, 'mesh-away-empty')
  await mesh.reachChain(true)
  await expect(page.getByText('No bounties to show')).toBeVisible()
  await mesh.fund()
  await expect(page.getByText('4 accounts, 3 ties')).toBeVisible()
  const map = page.getByRole('region', { name: /Map of the mesh/ })
  await expect(map.getByRole('button', { name: /level 2/ })).toBeVisible()
  await mesh.settle()
  await expect(map.getByText('Level 2 · 1 settled')).toBeVisible()
  await lookAt(page, 'mesh-map')

  // From the root down to who works for it, by the keyboard alone.
  await map.getByRole('button', { name: /level 2/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(map.getByRole('button', { name: /level 1/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 bounty worked on: 1 paid whole, 0 in part, 0 nothing')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Fence' })).toHaveCount(3)
  // The panel takes room, and the map fits what is left of it.
  const frame = await map.boundingBox()
  await expect
    .poll(async () => {
      const boxes = await Promise.all((await map.getByRole('button', { name: /level [012]/ }).all()).map((one) => one.boundingBox()))
      return Math.max(...boxes.map((box) => (box?.x ?? 0) + (box?.width ?? 0))) - ((frame?.x ?? 0) + (frame?.width ?? 0))
    })
    .toBeLessThan(0)
  await lookAt(page, 'mesh-chosen')

  // A name of one's own stands wherever the account does.
  await page.getByRole('button', { name: 'Give it a name of your own' }).click()
  const asked = page.getByRole('dialog', { name: 'Your name for this account' })
  await expect(asked.getByLabel('Name')).toBeFocused()
  await asked.getByLabel('Name').fill('Walter')
  await lookAt(page, 'petname-asked')
  await page.keyboard.press('Enter')
  await expect(asked).toBeHidden()
  await expect(map.getByRole('button', { name: /Walter/ })).toBeVisible()
  await page.getByRole('button', { name: 'Change your name for it' }).blur()
  await lookAt(page, 'petname-given')
  await page.getByRole('button', { name: 'Change your name for it' }).click()
  await page.getByRole('button', { name: 'Forget the name' }).click()
  await expect(page.getByText('Walter')).toHaveCount(0)
  await page.getByRole('button', { name: 'Close', exact: true }).click()

  // Power is a layer of its own; here nobody has any in another.
  await map.getByRole('button', { name: 'Show power' }).click()
  await expect(map.getByText('nobody here has power in another one')).toBeVisible({ timeout: 60_000 })
  await map.getByRole('button', { name: 'Show power' }).click()

  await page.getByText('Table', { exact: true }).click()
  await expect(page.getByRole('table', { name: 'Ties' }).getByRole('row')).toHaveCount(4)
  await lookAt(page, 'mesh-table')
  await page.getByText('Flows', { exact: true }).click()
  await expect(page.getByRole('region', { name: 'Flows of money' }).getByRole('button')).toHaveCount(4)
  await lookAt(page, 'mesh-flows')
  await page.getByText('Prices', { exact: true }).click()
  await expect(page.getByRole('table', { name: 'Prices of wood' })).toContainText('0.3 ETH')
  await expect(page.getByText('60% passed down')).toBeVisible()
  await lookAt(page, 'mesh-prices')
  await mesh.reachChain(false)
  await expect(page.getByText('This is what it said when it was last read', { exact: false })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Prices of wood' })).toContainText('0.3 ETH')
  await page.getByText('Map', { exact: true }).click()
  await expect(page.getByText('This is what it said when it was last read', { exact: false })).toBeVisible()
  await lookAt(page, 'mesh-away')
  expect(faults).toEqual([])
})
