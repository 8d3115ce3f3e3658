import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from '@daomesh/desktop/start/buildIfStale'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { showPage } from '../demo/showInterface.ts'
import { until } from '../scene/until.ts'
import { startPeer, temporaryFolder } from './peerProcess.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
beforeAll(() => buildIfStale(fileURLToPath(new URL('../../apps/desktop/', import.meta.url)), 'renderer'), 120_000)

/** In the browser's place, as the system finds it: a program that writes down what it was started with. */
const noteBrowser = (name: string) => {
  const programs = join(folder.path, name)
  const told = join(folder.path, `${name} told`)
  mkdirSync(programs)
  writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\nprintf %s "$*" > '${told}.part' && mv '${told}.part' '${told}'\n`, { mode: 0o755 })
  return {
    PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    address: async (): Promise<string> => {
      expect(await until('the browser is started', () => Promise.resolve(existsSync(told)), 60_000)).toBe(true)
      return readFileSync(told, 'utf8')
    },
  }
}
const sandbox = { DAOMESH_SANDBOX: join(folder.path, 'sandbox') }
const locationOf = async (address: string) => (await fetch(address, { redirect: 'manual' })).headers.get('location')

test.runIf(process.platform === 'linux')(
  'M363: what a browser is started with leads to the interface once, and does not hold the token',
  async () => {
    const { PATH, address } = noteBrowser('own')
    const node = await startPeer(join(folder.path, 'ada'), ['--sandbox', '--open'], { ...sandbox, PATH })
    const ticket = await address()
    expect(ticket).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${node.port}/open/[0-9a-f]{48}$`))
    expect(await locationOf(ticket)).toBe(`/#token=${node.token}`)
    expect((await fetch(ticket, { redirect: 'manual' })).status).toBe(403)
    expect(await node.stop()).toBe(0)
  },
)

test.runIf(process.platform === 'linux')('M420: nor is what the demonstration opens a page of another process with', async () => {
  const { PATH, address } = noteBrowser('of the demo')
  const node = await startPeer(join(folder.path, 'grace'), ['--sandbox'], sandbox)
  vi.stubEnv('PATH', PATH)
  try {
    const url = `http://127.0.0.1:${node.port}/#token=${node.token}`
    showPage({ name: 'Grace', url }, '/mesh', { open: true, json: false })
    const ticket = await address()
    expect(ticket).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${node.port}/open/[0-9a-f]{48}$`))
    expect(await locationOf(ticket)).toBe(`/#token=${node.token}&/mesh`)
  } finally {
    vi.unstubAllEnvs()
  }
  expect(await node.stop()).toBe(0)
})
