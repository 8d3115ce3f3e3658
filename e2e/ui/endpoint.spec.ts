import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { deployFactory, type Devnet, proxyEndpoint, startDevnet } from '@daomesh/chain/devnet'
import { serveEndpointPage, systemClock } from '@daomesh/peer'
import { lookAt } from './fixtures/lookAt.ts'
import { startMember } from './fixtures/startMember.ts'

let folder: string
let devnet: Devnet
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daomesh-endpoint-'))
  devnet = await startDevnet()
  const [account] = devnet.accounts
  if (account === undefined) throw new RangeError('a sandbox has accounts')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account })
})
test.afterAll(async () => {
  await devnet.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Asks the chain itself, past every endpoint in between. */
const ask = async (method: string, ...params: unknown[]): Promise<unknown> => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const answer = await fetch(devnet.rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return ((await answer.json()) as { readonly result: unknown }).result
}

test('C2: an app that carries no chain asks for an endpoint first, and says what is wrong with one that it cannot use', async ({
  page,
}) => {
  const asking = await serveEndpointPage({ home: join(folder, 'first'), token: 'token', port: 0, clock: systemClock })
  await page.setViewportSize({ width: 640, height: 620 })
  await page.goto(asking.url)
  const field = page.getByLabel('Address of a chain endpoint')
  await expect(field).toBeFocused()
  await expect(page).not.toHaveURL(/token/)
  await lookAt(page, 'endpoint-asked')
  await field.fill('http://127.0.0.1:1')
  await page.getByRole('button', { name: 'Use this endpoint' }).click()
  await expect(page.getByRole('alert')).toContainText('The chain endpoint does not answer. Nothing was changed.')
  await lookAt(page, 'endpoint-silent')
  await field.fill(devnet.rpcUrl)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('DAOmesh opens now.')
  await expect(page.getByRole('alert')).toBeHidden()
  await lookAt(page, 'endpoint-chosen')
  expect(await asking.chosen).toBe(devnet.rpcUrl)
  await asking.close()
})

test('M331: when the endpoint is away the Network screen says so, leads to the field, and goes over to another one', async ({
  browser,
}) => {
  const first = await proxyEndpoint(devnet.rpcUrl)
  const member = await startMember({ folder, name: 'ana', signing: 'unasked', rpcUrl: `${first.rpcUrl}/v3/secret-key` })
  const context = await browser.newContext({ viewport: { width: 1_280, height: 840 } })
  const page = await context.newPage()
  await page.goto(member.url)
  await page.getByRole('link', { name: 'Network' }).first().click()
  const endpoint = page.getByRole('region', { name: 'Chain endpoint' })
  await expect(endpoint).toContainText(`at ${new URL(first.rpcUrl).host}.`)
  await expect(endpoint).not.toContainText('secret-key')

  await first.close()
  await expect(endpoint).toContainText('does not answer')
  const doctor = page.getByRole('region', { name: 'Who is seen, and who is not' })
  await doctor.getByRole('button', { name: 'Check now' }).click()
  const away = doctor.locator('[data-finding="CHAIN_UNREACHABLE"]')
  await expect(away).toContainText('use another endpoint')
  await lookAt(page, 'endpoint-away')
  await away.getByRole('button', { name: 'Choose another endpoint' }).click()
  const field = endpoint.getByLabel('Another endpoint')
  await expect(field).toBeFocused()
  await page.keyboard.type('http://127.0.0.1:1')
  await page.keyboard.press('Enter')
  await expect(endpoint.getByRole('alert')).toContainText('does not answer')
  await field.fill(devnet.rpcUrl)
  await endpoint.getByRole('button', { name: 'Use it' }).click()
  await expect(endpoint).toContainText('In use, and remembered for later starts.')
  await expect(endpoint).toContainText(`at ${new URL(devnet.rpcUrl).host}.`)
  await doctor.getByRole('button', { name: 'Check now' }).click()
  await expect(away).toHaveCount(0)
  await lookAt(page, 'endpoint-moved')
  await context.close()
  await member.stop()
})

test('M371: on a chain that is no sandbox amounts bear the name of its own coin', async ({ browser }) => {
  const gnosis = await startDevnet({ chainId: 100, blockTime: 1, epochBlocks: 2 })
  const [account] = gnosis.accounts
  if (account === undefined) throw new RangeError('a chain of this machine has accounts')
  await deployFactory({ rpcUrl: gnosis.rpcUrl, account })
  // Nothing is signed unasked where coins have a worth.
  const member = await startMember({ folder, name: 'ben', signing: 'asked', rpcUrl: gnosis.rpcUrl })
  const context = await browser.newContext({ viewport: { width: 1_280, height: 840 } })
  const page = await context.newPage()
  await page.goto(member.url)
  await page.getByRole('link', { name: 'Transactions' }).first().click()
  await expect(page.getByText('0 xDAI')).toBeVisible()
  await expect(page.getByText('ETH')).toHaveCount(0)
  await lookAt(page, 'coin-of-the-chain')
  await context.close()
  await member.stop()
  await gnosis.stop()
})

test('M422 M423: a sandbox that lost its last blocks is named on the screens, and gone on with by a button and another start', async ({
  browser,
}) => {
  const start = () => startMember({ folder, name: 'cleo', signing: 'unasked', rpcUrl: devnet.rpcUrl })
  const member = await start()
  await member.command('lobby', 'create', 'Meadow', '--as', 'Cleo')
  await member.command('lobby', 'propose', 'Meadow', '--equal', '100')
  await expect.poll(async () => ((await member.command('dao', 'list')) as unknown[]).length).toBe(1)
  await member.command('chain', 'faucet')
  const before = await ask('evm_snapshot')
  await member.command('dao', 'deploy', 'Meadow')
  const deployed = async (at: typeof member) => ((await at.command('dao', 'show', 'Meadow')) as { readonly deployed: string }).deployed
  await expect.poll(() => deployed(member)).toBe('final')
  await expect
    .poll(async () => ((await member.command('chain', 'transactions')) as { readonly state: string }[]).map(({ state }) => state))
    .toEqual(['final'])
  await ask('evm_revert', before)
  await ask('anvil_mine', '0x40')

  const context = await browser.newContext({ viewport: { width: 1_280, height: 840 } })
  const page = await context.newPage()
  await page.goto(member.url)
  await page.getByRole('link', { name: 'Network' }).first().click()
  await expect(page.getByText('another history', { exact: false }).first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Chain endpoint' })).toContainText('tells another history than was final before')
  const doctor = page.getByRole('region', { name: 'Who is seen, and who is not' })
  await doctor.getByRole('button', { name: 'Check now' }).click()
  const denied = doctor.locator('[data-finding="CHAIN_CONTRADICTS"]')
  await expect(denied).toContainText('something of Meadow was final before')
  await denied.getByRole('button', { name: 'Read the chain anew' }).click()
  await expect(denied).toContainText('another history of 1 DAO. It counts from when DAOmesh is started again.')
  await denied.scrollIntoViewIfNeeded()
  await lookAt(page, 'endpoint-contradicts')
  await member.stop()

  // The deployment is sent once more by itself.
  const again = await start()
  await expect.poll(() => deployed(again)).toBe('final')
  await page.goto(again.url)
  await page.getByRole('link', { name: 'Network' }).first().click()
  await doctor.getByRole('button', { name: 'Check now' }).click()
  await expect(doctor).toContainText('There is no other member yet.')
  await expect(denied).toHaveCount(0)
  await context.close()
  await again.stop()
})

test('M427 M429 X2: an endpoint that refuses what is asked of it, and one that comes to lie below what was final, are named with what to do', async ({
  browser,
}) => {
  let mode: 'honest' | 'refuses' | 'lags' = 'honest'
  type Asked = { readonly id: number; readonly method: string; readonly params?: readonly unknown[] }
  const endpoint = await proxyEndpoint(devnet.rpcUrl, async (asked, pass) => {
    if (mode === 'honest') return pass(asked)
    const { result } = (await pass({ jsonrpc: '2.0', id: 0, method: 'eth_blockNumber', params: [] })) as { readonly result: string }
    const older = `0x${(Number(result) - 3).toString(16)}`
    const questions = [asked].flat() as readonly Asked[]
    const told = await Promise.all(
      questions.map(async (one) => {
        if (mode === 'refuses' && one.method === 'eth_getLogs')
          return { jsonrpc: '2.0', id: one.id, error: { code: -32_005, message: 'your plan has no logs' } }
        const params = (one.params ?? []).map((value) => (mode === 'lags' && (value === 'latest' || value === 'finalized') ? older : value))
        const answer = (await pass({ ...one, params })) as { readonly id: number; readonly result?: unknown }
        return mode === 'lags' && one.method === 'eth_blockNumber' ? { ...answer, result: older } : answer
      }),
    )
    return Array.isArray(asked) ? told : told[0]
  })
  const member = await startMember({ folder, name: 'dora', signing: 'unasked', rpcUrl: endpoint.rpcUrl })
  await member.command('lobby', 'create', 'Orchard', '--as', 'Dora')
  await member.command('lobby', 'propose', 'Orchard', '--equal', '100')
  await expect.poll(async () => ((await member.command('dao', 'list')) as unknown[]).length).toBe(1)
  await member.command('chain', 'faucet')
  await member.command('dao', 'deploy', 'Orchard')
  await expect.poll(async () => ((await member.command('dao', 'show', 'Orchard')) as { readonly deployed: string }).deployed).toBe('final')
  const context = await browser.newContext({ viewport: { width: 1_280, height: 840 } })
  const page = await context.newPage()
  await page.goto(member.url)
  await page.getByRole('link', { name: 'Network' }).first().click()
  const doctor = page.getByRole('region', { name: 'Who is seen, and who is not' })
  const check = () => doctor.getByRole('button', { name: 'Check now' }).click()

  mode = 'refuses'
  // There is something new to be read.
  await ask('anvil_mine', '0x5')
  const refuses = doctor.locator('[data-finding="CHAIN_REFUSES"]')
  await expect(async () => {
    await check()
    await expect(refuses).toContainText('“your plan has no logs”', { timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  await refuses.scrollIntoViewIfNeeded()
  await lookAt(page, 'endpoint-refuses')
  await refuses.getByRole('button', { name: 'Choose another endpoint' }).click()
  await expect(page.getByRole('region', { name: 'Chain endpoint' }).getByLabel('Another endpoint')).toBeFocused()

  mode = 'honest'
  await expect(async () => {
    await check()
    await expect(refuses).toHaveCount(0, { timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  mode = 'lags'
  const below = doctor.locator('[data-finding="CHAIN_BELOW"]')
  await expect(async () => {
    await check()
    await expect(below).toContainText('was final for Orchard before', { timeout: 5_000 })
  }).toPass({ timeout: 150_000 })
  await below.scrollIntoViewIfNeeded()
  await lookAt(page, 'endpoint-below')

  mode = 'honest'
  await expect(async () => {
    await check()
    await expect(below).toHaveCount(0, { timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  await context.close()
  await member.stop()
  await endpoint.close()
})
