import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startDevnet } from '@daomesh/chain/devnet'
import { buildIfStale } from '@daomesh/desktop/start/buildIfStale'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from './peerProcess.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const desktop = join(repository, 'apps', 'desktop')
const harness = fileURLToPath(new URL('hostUnderNode.ts', import.meta.url))
const folder = temporaryFolder()
beforeAll(() => buildIfStale(desktop, 'desktop'), 120_000)
afterAll(() => folder.remove())

/** The packages that electron-builder.yml puts beside the bundle. */
const packaged = [...readFileSync(join(repository, 'electron-builder.yml'), 'utf8').matchAll(/'\*\*\/node_modules\/([^*']+)\/\*\*'/g)].map(
  ([, name = '']) => name,
)

/** The package of this name as Node would find it from a folder. */
const find = (name: string, from: string): string | null => {
  for (let at = from; at !== join(at, '..'); at = join(at, '..'))
    if (existsSync(join(at, 'node_modules', name, 'package.json'))) return join(at, 'node_modules', name)
  return null
}

/** With all that they need, by name. */
const needed = (names: readonly string[], from: string, found = new Set<string>()): ReadonlySet<string> => {
  for (const name of names) {
    const at = find(name, from)
    if (at === null || found.has(name)) continue
    found.add(name)
    const { dependencies = {} } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> }
    needed(Object.keys(dependencies), at, found)
  }
  return found
}

test('B2 the packaged program needs nothing but its bundle and the packages that come along: its node starts, signs and ends without the checkout', async () => {
  expect([...needed(['better-sqlite3', 'secp256k1', 'sodium-native'], desktop)].toSorted()).toEqual(packaged.toSorted())
  const app = join(folder.path, 'app')
  cpSync(join(desktop, 'out'), join(app, 'out'), { recursive: true })
  cpSync(join(desktop, 'package.json'), join(app, 'package.json'))
  for (const name of packaged) {
    const at = find(name, desktop)
    if (at !== null) cpSync(at, join(app, 'node_modules', name), { recursive: true })
  }
  const chain = await startDevnet({ port: 0 })
  try {
    const child = spawn(process.execPath, [harness, join(app, 'out', 'node-host', 'index.js'), join(folder.path, 'home'), chain.rpcUrl], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), once(child, 'exit')])) as [string]
    const account = expect.stringMatching(/^0x[0-9a-f]{40}$/) as string
    expect(JSON.parse(line)).toEqual({ account, chain: 'sandbox', rpcUrl: chain.rpcUrl, members: [account] })
    const gone = once(child, 'exit')
    child.stdin.end()
    expect(await gone).toEqual([0, null])
  } finally {
    await chain.stop()
  }
})
