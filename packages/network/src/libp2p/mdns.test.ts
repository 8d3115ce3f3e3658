import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { until } from '../testing/until.ts'

type Line = { readonly type: string; readonly device: string }
const script = fileURLToPath(new URL('../testing/mdnsPeer.ts', import.meta.url))
const children: ChildProcessByStdio<Writable, Readable, null>[] = []
afterEach(async () => {
  await Promise.all(
    children.splice(0).map(
      (child) =>
        new Promise<void>((resolve) => {
          child.once('exit', () => resolve())
          child.stdin.end()
          setTimeout(() => child.kill('SIGKILL'), 3_000).unref()
        }),
    ),
  )
})

const start = (serviceName: string) => {
  const lines: Line[] = []
  const child = spawn(process.execPath, [script, serviceName], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Line))
  const named = (type: string) => lines.filter((line) => line.type === type).map((line) => line.device)
  return { self: () => named('up')[0], met: () => new Set(named('connect')) }
}

test('L1 two processes that know only a service name find each other, and a third of another name stays apart', async () => {
  const name = `_daomesh-${process.pid}._udp.local`
  const [a, b, c] = [start(name), start(name), start(`_other-${process.pid}._udp.local`)]
  await until('met', () => a.met().size === 1 && b.met().size === 1 && c.self() !== undefined, 20_000)
  expect([...a.met()]).toEqual([b.self()])
  expect([...b.met()]).toEqual([a.self()])
  expect(c.met().size).toBe(0)
}, 120_000)
