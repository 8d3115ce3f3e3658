import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { systemClock } from '@daomesh/protocol/system'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { homePaths } from '../home/homePaths.ts'
import { readEndpoint } from './endpointNote.ts'
import { type EndpointPage, serveEndpointPage } from './serveEndpointPage.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-endpoint-'))
const home = join(folder, 'home')
let devnet: Devnet
let page: EndpointPage

beforeAll(async () => {
  devnet = await startDevnet()
  page = await serveEndpointPage({ home, token: 'a token', port: 0, clock: systemClock })
})
afterAll(async () => {
  await page.close()
  await devnet.stop()
  rmSync(folder, { recursive: true })
})

type Answer = { readonly status: number; readonly code?: string; readonly chain?: string }
const choose = async (rpcUrl: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
  const response = await fetch(new URL('/api/choose', page.url), {
    method: 'POST',
    headers: { authorization: 'Bearer a token', 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ rpcUrl }),
  })
  return { status: response.status, ...((await response.json()) as object) }
}

test('C2 W2 W3 E3 the page of the first start is served to this machine alone, and takes an answer with its token only', async () => {
  const served = await fetch(new URL('/', page.url))
  expect(served.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await served.text()).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/i)
  for (const file of ['page.css', 'page.svg', 'ask.js', 'parts.js', 'endpoint.js'])
    expect([file, (await fetch(new URL(file, page.url))).status]).toEqual([file, 200])
  for (const headers of [{ authorization: 'Bearer guess' }, { origin: 'https://evil.example' }, { origin: 'null' }])
    expect(await choose(devnet.rpcUrl, headers)).toMatchObject({ status: 403, code: 'API_FORBIDDEN' })
  expect(readEndpoint(home)).toBe(null)
})

test('C2 what cannot be used is refused with its reason, nothing is kept, and the question stays; what can be is remembered', async () => {
  for (const odd of [
    '',
    'rpc.example.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ws://127.0.0.1:1',
    `http://${'a'.repeat(2_100)}.org`,
    7,
    null,
  ])
    expect([odd, await choose(odd)]).toEqual([odd, expect.objectContaining({ status: 400, code: 'INPUT_INVALID' })])
  expect(await choose('http://127.0.0.1:1')).toMatchObject({ status: 400, code: 'CHAIN_UNREACHABLE' })
  expect(await choose(devnet.rpcUrl)).toMatchObject({ status: 400, code: 'FACTORY_ABSENT' })
  expect(readEndpoint(home)).toBe(null)

  const [account] = devnet.accounts
  if (account === undefined) throw new RangeError('a sandbox has accounts')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account })
  expect(await choose(` ${devnet.rpcUrl} `)).toEqual({ status: 200, chain: 'sandbox' })
  expect(await page.chosen).toBe(devnet.rpcUrl)
  expect(readEndpoint(home)).toBe(devnet.rpcUrl)
  // It may carry a key.
  expect(statSync(homePaths(home).endpoint).mode & 0o777).toBe(0o600)
})
