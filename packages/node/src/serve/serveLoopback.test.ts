import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { NodeRouter } from '../router.ts'
import { createTickets } from './createTickets.ts'
import { accountIn } from './isStranger.ts'
import { type Loopback, serveLoopback } from './serveLoopback.ts'

const parent = realpathSync(mkdtempSync(join(tmpdir(), 'daomesh-serve-')))
let loopback: Loopback

beforeAll(async () => {
  const folder = join(parent, 'interface')
  mkdirSync(folder)
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>here</title>')
  writeFileSync(join(parent, 'secret.json'), '{}')
  // Files and refusals never reach the API.
  loopback = await serveLoopback({ router: {} as NodeRouter, token: 'the token', port: 0, folder })
})
afterAll(async () => {
  await loopback.close()
  rmSync(parent, { recursive: true })
})

type Answer = { readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }

/** Raw HTTP: fetch would not let a test forge Host, nor send `..`. */
const ask = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: loopback.port, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })

test('M7 the interface comes with a strict policy, and nothing outside its folder does', async () => {
  const page = await ask('/')
  expect([page.status, page.body.includes('here')]).toEqual([200, true])
  const policy = String(page.headers['content-security-policy'])
  for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]) expect(policy).toContain(part)
  expect(policy).not.toContain('unsafe-eval')
  for (const path of ['/../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/secret.json', '/nothing'])
    expect([path, (await ask(path)).status]).toEqual([path, 404])
})

test('M363 a ticket leads in once, soon, and nobody of another account; without one the token alone does', async () => {
  let now = 0
  const tickets = createTickets({ clock: { now: () => now }, random: { bytes: (length) => Uint8Array.from(randomBytes(length)) } })
  const mine = process.getuid?.() ?? null
  const open = (account: number | null) =>
    serveLoopback({ router: {} as NodeRouter, token: 'the token', port: 0, folder: join(parent, 'interface'), tickets, account })
  const own = await open(mine)
  const others = await open((mine ?? 0) + 1)
  const at = (port: number, path: string) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })
  try {
    const used = tickets.issue()
    const answer = await at(own.port, used)
    expect([answer.status, answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([
      303,
      '/#token=the token',
      'no-store',
    ])
    const guessed = `/open/${'a'.repeat(48)}`
    for (const path of [used, guessed, '/open/', '/open/../']) expect([path, (await at(own.port, path)).status]).not.toContain(303)
    const late = tickets.issue()
    now += 60_001
    expect((await at(own.port, late)).status).toBe(403)
    // A newer one ends the older.
    const first = tickets.issue()
    const second = tickets.issue()
    expect([(await at(own.port, first)).status, (await at(own.port, second)).status]).toEqual([403, 303])
    // Who is faster than the browser is turned away, and the browser comes in.
    const raced = tickets.issue()
    if (process.platform === 'linux') expect((await at(others.port, raced)).status).toBe(403)
    expect((await at(own.port, raced)).status).toBe(303)
    expect((await ask(tickets.issue())).status).toBe(403)
  } finally {
    await Promise.all([own.close(), others.close()])
  }
})

test('M363 whose a connection is stands in the table of the system', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:0FA0 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 11 1 0000000000000000 20 4 30 10 -1',
    '   1: 0100007F:9C40 0100007F:0FA0 01 00000000:00000000 00:00000000 00000000  1001        0 12 1 0000000000000000 20 4 30 10 -1',
  ].join('\n')
  expect([accountIn(table, 40_000, 4_000), accountIn(table, 4_000, 40_000), accountIn(table, 40_000, 4_001)]).toEqual([1001, 0, null])
  // The same by a socket of IPv6, which stands in a table of its own.
  const mapped = table.replaceAll('0100007F', '0000000000000000FFFF00000100007F')
  expect(accountIn(mapped, 40_000, 4_000)).toBe(1001)
})

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
}
const withToken = { ...upgrade, 'sec-websocket-protocol': 'daomesh.api.1, daomesh.token.the token' }

const upgradeText = (port: number, headers: Record<string, string>): string =>
  `GET /api HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`

/** What arrives first over a raw connection that asks for the API; then `after` does with it what it likes, until it is closed. */
const askRaw = (
  { port }: Pick<Loopback, 'port'>,
  headers: Record<string, string>,
  after: (socket: ReturnType<typeof connect>) => void,
): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(upgradeText(port, headers)))
    let first = ''
    socket.once('data', (chunk) => {
      first = chunk.toString('latin1')
      after(socket)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(first))
  })

test('M282 E3 who resets a connection that was refused ends nothing but that', async () => {
  for (let time = 0; time < 5; time++)
    expect(await askRaw(loopback, upgrade, (socket) => socket.resetAndDestroy())).toContain('403 Forbidden')
  expect((await ask('/')).status).toBe(200)
})

test('M282 M8 a message above 8 MiB closes its connection, and the node goes on', async () => {
  // The header of one masked frame of 8 MiB and a byte.
  const tooLong = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0x80, 0, 0x01, 0, 0, 0, 0])
  const api = await serveLoopback({ router: {} as NodeRouter, token: 'token', port: 0, folder: null })
  const known = { ...upgrade, 'sec-websocket-protocol': 'daomesh.api.1, daomesh.token.token' }
  for (let time = 0; time < 2; time++)
    expect(await askRaw(api, known, (socket) => void socket.write(tooLong))).toContain('101 Switching Protocols')
  await api.close()
})

test.runIf(existsSync('/proc/self/fd'))(
  'M282 E3 who leaves in the middle of a file, as any page may, leaves no open file behind',
  async () => {
    const large = join(parent, 'interface', 'large.js')
    writeFileSync(large, Buffer.alloc(8 * 1024 * 1024))
    const open = (): number =>
      readdirSync('/proc/self/fd').filter((name) => {
        try {
          return readlinkSync(`/proc/self/fd/${name}`) === large
        } catch {
          // The one by which the folder itself was read.
          return false
        }
      }).length
    const asked = `GET /large.js HTTP/1.1\r\nhost: 127.0.0.1:${loopback.port}\r\n\r\n`
    for (let time = 0; time < 5; time++)
      await new Promise<void>((resolve) => {
        const socket = connect(loopback.port, '127.0.0.1', () => socket.write(asked))
        socket.once('data', () => socket.destroy())
        socket.once('close', () => resolve())
      })
    await vi.waitFor(() => expect(open()).toBe(0), { timeout: 20_000 })
  },
)

test.each([
  ['a rebound name', '/', { host: 'evil.example' }],
  ['another port', '/', { host: '127.0.0.1:1' }],
  ['a foreign page', '/', { origin: 'https://evil.example' }],
  ['no origin to name', '/', { origin: 'null' }],
  ['no token', '/api', upgrade],
  ['another token', '/api', { ...upgrade, 'sec-websocket-protocol': 'daomesh.api.1, daomesh.token.guess' }],
  ['a foreign page with the token', '/api', { ...withToken, origin: 'https://evil.example' }],
])('M8 E3 %s is refused', async (_, path, headers) => {
  const { status, body } = await ask(path, headers)
  expect([status, (JSON.parse(body) as { code: string }).code]).toEqual([403, 'API_FORBIDDEN'])
})

test('M420 who has the token gets a ticket, to a page by its path, and nobody else does', async () => {
  const tickets = createTickets({ clock: { now: () => 0 }, random: { bytes: (length) => Uint8Array.from(randomBytes(length)) } })
  const own = await serveLoopback({ router: {} as NodeRouter, token: 'the token', port: 0, folder: join(parent, 'interface'), tickets })
  const at = `http://127.0.0.1:${own.port}`
  const bearer = { authorization: 'Bearer the token' }
  const issue = (query: string, headers: Record<string, string> = bearer) => fetch(`${at}/open${query}`, { method: 'POST', headers })
  const enter = async (path: string) => (await fetch(`${at}${path}`, { redirect: 'manual' })).headers.get('location')
  try {
    const paged = await issue('?page=/mesh')
    expect(paged.status).toBe(201)
    expect(await enter(await paged.text())).toBe('/#token=the token&/mesh')
    expect(await enter(await (await issue('')).text())).toBe('/#token=the token')
    for (const page of ['//evil.example/?', 'mesh', '/a%0d%0aSet-Cookie:x', `/${'a'.repeat(300)}`])
      expect([page, (await issue(`?page=${page}`)).status]).toEqual([page, 403])
    for (const headers of [{}, { authorization: 'Bearer another' }, { ...bearer, origin: 'http://evil.example' }])
      expect([headers, (await issue('', headers)).status]).toEqual([headers, 403])
  } finally {
    await own.close()
  }
})
