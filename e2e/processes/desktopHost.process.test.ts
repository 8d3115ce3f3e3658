import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { buildIfStale } from '@daomesh/desktop/start/buildIfStale'
import { lockHome } from '@daomesh/peer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { until } from '../scene/until.ts'
import { temporaryFolder } from './peerProcess.ts'

const desktop = fileURLToPath(new URL('../../apps/desktop/', import.meta.url))
const host = join(desktop, 'out', 'node-host', 'index.js')
const harness = fileURLToPath(new URL('hostUnderNode.ts', import.meta.url))
const folder = temporaryFolder()
const running = new Set<ChildProcess>()

// The bundle that Electron runs, built as `npm start` builds it; Electron's own program is not needed for it.
beforeAll(() => buildIfStale(desktop, 'desktop'), 120_000)
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  folder.remove()
})

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
/** Parent of a process, from the system's own table. */
const parentOf = (pid: number): number => Number(/\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])

const startHost = async (name: string, rpc: readonly string[] = []): Promise<{ readonly child: ChildProcess; readonly seen: unknown }> => {
  const env = { ...process.env, DAOMESH_SANDBOX: join(folder.path, 'sandbox') }
  const child = spawn(process.execPath, [harness, host, join(folder.path, name), ...rpc], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the host ended with ${code ?? 'a signal'} before it said anything`)))
  })
  return { child, seen: JSON.parse(line) }
}
const note = (): { readonly pid: number; readonly rpcUrl: string } =>
  z.object({ pid: z.number(), rpcUrl: z.string() }).parse(JSON.parse(readFileSync(join(folder.path, 'sandbox', 'sandbox.json'), 'utf8')))

test('B2 the built node host starts on the sandbox chain, answers and signs over its ports, and leaves no process behind', async () => {
  const { child, seen } = await startHost('ada')
  const account = expect.stringMatching(/^0x[0-9a-f]{40}$/) as string
  expect(seen).toEqual({ account, chain: 'sandbox', rpcUrl: note().rpcUrl, members: [account] })
  const chain = note().pid
  const keeper = parentOf(chain)
  expect(parentOf(keeper)).toBe(child.pid)
  const gone = once(child, 'exit')
  child.stdin?.end()
  expect(await gone).toEqual([0, null])
  expect([chain, keeper].map(isAlive)).toEqual([false, false])
})

test('B2 a killed node host takes its sandbox chain along', async () => {
  const { child } = await startHost('ben')
  const chain = note().pid
  const keeper = parentOf(chain)
  child.kill('SIGKILL')
  expect(await until('the chain is gone', () => Promise.resolve(!isAlive(chain) && !isAlive(keeper)), 60_000)).toBe(true)
})

test('B2 a host that cannot start says why, and still ends when it is told to', async () => {
  const home = join(folder.path, 'cleo')
  const unlock = lockHome(home)
  const { child, seen } = await startHost('cleo', ['http://127.0.0.1:9'])
  expect(seen).toEqual({ failed: expect.stringContaining('Another process already uses this home directory') as string })
  const gone = once(child, 'exit')
  child.stdin?.end()
  expect(await gone).toEqual([0, null])
  unlock()
})
