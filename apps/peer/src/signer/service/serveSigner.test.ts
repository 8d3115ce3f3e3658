import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytes32, daomeshDomain } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '@daomesh/protocol/system'
import { systemRandom } from '../../system/systemRandom.ts'
import { createSignerCore, type SignerCore } from '../core/createSignerCore.ts'
import { serveSigner, type SignerService } from './serveSigner.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-signer-service-'))
const token = 'a token of the signer only'
let core: SignerCore
let service: SignerService

beforeAll(async () => {
  core = createSignerCore({ folder: join(folder, 'keys'), clock: systemClock, random: systemRandom, policy: 'ask', light: true })
  service = await serveSigner({ core, token, port: 0 })
})
afterAll(async () => {
  await service.close()
  core.close()
  rmSync(folder, { recursive: true })
})

type Answer = { readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }

/** Raw HTTP: fetch would not let a test forge Host. */
const send = (method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: service.port, method, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })

const codeOf = ({ body }: Answer): string => (JSON.parse(body) as { code: string }).code
const bearer = { authorization: `Bearer ${token}` }

test.each([
  ['no token', {}],
  ['a wrong token', { authorization: 'Bearer guess' }],
  ['a token in the wrong form', { authorization: token }],
  ['E3: a page of another origin', { ...bearer, origin: 'https://evil.example' }],
  ['E3: the member’s own interface on another port', { ...bearer, origin: 'http://127.0.0.1:4870' }],
  ['E3: an opaque origin', { ...bearer, origin: 'null' }],
  ['E3: DNS rebinding', { ...bearer, host: 'evil.example' }],
  ['E3: rebinding with our port', { ...bearer, host: 'evil.example:80' }],
])('%s is answered 403 API_FORBIDDEN on every procedure', async (_, headers) => {
  for (const name of ['view', 'begin', 'restore', 'unlock', 'lock', 'approve', 'decline', 'nonsense']) {
    const answer = await send('POST', `/api/${name}`, { 'content-type': 'application/json', ...headers }, '{}')
    expect(answer.status).toBe(403)
    expect(codeOf(answer)).toBe('API_FORBIDDEN')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  }
})

test('W2 E3: even the page itself is not given to a rebound name', async () => {
  expect((await send('GET', '/', { host: 'evil.example' })).status).toBe(403)
  expect((await send('OPTIONS', '/api/unlock', { origin: 'https://evil.example' })).status).toBe(403)
})

test('W3: the page holds no inline script, may not be framed, and loads nothing from elsewhere', async () => {
  const page = await send('GET', '/')
  expect(page.status).toBe(200)
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(page.body).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/i)
  for (const path of ['/page.js', '/parts.js', '/requests.js', '/page.css', '/page.svg']) expect((await send('GET', path)).status).toBe(200)
  for (const path of ['/../package.json', '/%2e%2e/serveSigner.ts', '/keys']) expect((await send('GET', path, bearer)).status).toBe(404)
})

test('with the token: the view; malformed and oversized input is refused with INPUT_INVALID and changes nothing', async () => {
  const view = await send('POST', '/api/view', bearer, '{}')
  expect(JSON.parse(view.body)).toMatchObject({ state: 'none', accounts: [], pending: [] })
  for (const [path, body] of [
    ['/api/begin', '{"password":7}'],
    ['/api/begin', '{"password":"long enough","more":1}'],
    ['/api/approve', '{"id":"1"}'],
    ['/api/lock', 'not json'],
    ['/api/restore', JSON.stringify({ phrase: 'x'.repeat(20_000), password: 'long enough' })],
  ] as const) {
    const answer = await send('POST', path, bearer, body)
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('INPUT_INVALID')
  }
  expect(codeOf(await send('POST', '/api/begin', bearer, '{"password":"short"}'))).toBe('PASSWORD_WEAK')
  expect(core.view().state).toBe('none')
})

test('a waiting page hears of a new request; declining it over the page ends it with SIGNING_REFUSED', async () => {
  const { account } = await core.create('correct horse')
  const { revision } = JSON.parse((await send('POST', '/api/view', bearer, '{}')).body) as { revision: number }
  const news = send('POST', '/api/view', bearer, JSON.stringify({ after: revision }))
  const word = bytes32.parse(`0x${'11'.repeat(32)}`)
  const message = { member: account, device: word, exchangeKey: word, notAfter: 1n, nonce: word }
  const asked = core.sign(account, {
    type: 'typedData',
    domain: daomeshDomain(31_337n),
    name: 'LinkDevice',
    message,
    context: { title: '', lines: [] },
  })
  const refused = asked.catch((error: unknown) => error)
  const { pending } = JSON.parse((await news).body) as { pending: { id: number; title: string }[] }
  expect(pending[0]?.title).toBe('Link a device')
  expect((await send('POST', '/api/decline', bearer, JSON.stringify({ id: pending[0]?.id }))).status).toBe(200)
  expect(await refused).toMatchObject({ code: 'SIGNING_REFUSED' })
})
