import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runGroup } from './processGroup.ts'

let folder = ''
let output = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daomesh-group-'))
  output = openSync(join(folder, 'output'), 'a')
})
afterEach(() => {
  closeSync(output)
  rmSync(folder, { recursive: true })
})

const run = (script: string, limitSeconds: number) =>
  runGroup([process.execPath, '-e', script], output, limitSeconds, { cwd: folder, env: process.env })

const printed = (): string => readFileSync(join(folder, 'output'), 'utf8')

/** A killed process may stay listed until it is reaped; its state then reads Z. */
async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    try {
      process.kill(pid, 0)
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return true
    } catch {
      return true
    }
    await setTimeout(20)
  }
  return false
}

const spawnSleeper = `const c = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }); console.log(c.pid);`

test('both outputs land in the file and the exit code comes back', async () => {
  const exit = await run(`console.log('one'); console.error('two'); process.exitCode = 3`, 20)
  expect(exit).toEqual({ code: 3, signal: null, overLimit: false })
  expect(printed()).toBe('one\ntwo\n')
})

test('a process left behind ends with its part', async () => {
  await run(`${spawnSleeper} process.exit(0)`, 20)
  expect(await isGone(Number(printed()))).toBe(true)
})

test('over its limit a part ends together with what it started', async () => {
  // Time enough to start both.
  const exit = await run(`${spawnSleeper} setInterval(() => {}, 1000)`, 8)
  expect(exit).toMatchObject({ overLimit: true, signal: 'SIGTERM' })
  expect(Number(printed())).toBeGreaterThan(0)
  expect(await isGone(Number(printed()))).toBe(true)
})

test('a program that does not exist is an error, not a hang', async () => {
  await expect(runGroup(['no-such-program'], output, 5, { cwd: folder, env: process.env })).rejects.toThrow('ENOENT')
})
