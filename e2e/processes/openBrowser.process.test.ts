import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from '@daomesh/desktop/start/buildIfStale'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../scene/until.ts'
import { startPeer, temporaryFolder } from './peerProcess.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
beforeAll(() => buildIfStale(fileURLToPath(new URL('../../apps/desktop/', import.meta.url)), 'renderer'), 120_000)

test.runIf(process.platform === 'linux')(
  'M363: what a browser is started with leads to the interface once, and does not hold the token',
  async () => {
    // In the browser's place, as the system finds it: a program that writes down what it was started with.
    const programs = join(folder.path, 'programs')
    const told = join(folder.path, 'told')
    mkdirSync(programs)
    writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\nprintf %s "$*" > '${told}.part' && mv '${told}.part' '${told}'\n`, {
      mode: 0o755,
    })
    const node = await startPeer(join(folder.path, 'ada'), ['--sandbox', '--open'], {
      DAOMESH_SANDBOX: join(folder.path, 'sandbox'),
      PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    })
    expect(await until('the browser is started', () => Promise.resolve(existsSync(told)), 60_000)).toBe(true)
    const address = readFileSync(told, 'utf8')
    expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${node.port}/open/[0-9a-f]{48}$`))
    const enter = () => fetch(address, { redirect: 'manual' })
    const first = await enter()
    expect([first.status, first.headers.get('location')]).toEqual([303, `/#token=${node.token}`])
    expect((await enter()).status).toBe(403)
    expect(await node.stop()).toBe(0)
  },
)
