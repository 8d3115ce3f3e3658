import { execPath } from 'node:process'
import { expect, test } from 'vitest'
import { runElectron, TOLD } from './runElectron.ts'

/** A program in Electron's place: the real one cannot be everywhere, and how a program ends is all that matters here. */
const run = (script: string, early?: number) => runElectron(execPath, ['-e', script], early === undefined ? {} : { early })

test('a program that cannot start is no run, and its last words are the reason', async () => {
  expect(await run('console.error("first"); console.error("libnss3.so: cannot open"); process.exitCode = 127')).toEqual({
    reason: 'Electron ended at once with 127: libnss3.so: cannot open',
  })
  expect(await run('process.exitCode = 1')).toEqual({ reason: 'Electron ended at once with 1' })
  expect(await run('process.kill(process.pid, "SIGTRAP")')).toEqual({ reason: 'Electron was ended by SIGTRAP' })
  expect(await runElectron('/nowhere/electron', [])).toEqual({ reason: expect.stringContaining('ENOENT') as string })
})

test('a window that was closed, that told the person, or that lived is a run', async () => {
  expect(await run('')).toEqual({ code: 0 })
  expect(await run(`process.exitCode = ${TOLD}`)).toEqual({ code: TOLD })
  expect(await run('setTimeout(() => process.exit(1), 400)', 50)).toEqual({ code: 1 })
})

test('an end that was asked for is a run, however it looks', async () => {
  const ended = run('setInterval(() => {}, 1000); process.stderr.write("up")')
  await new Promise((resolve) => setTimeout(resolve, 500))
  // As the terminal or the system would: our own listener passes it on. Other listeners of this process do not see it.
  process.listeners('SIGTERM').at(-1)?.('SIGTERM')
  expect(await ended).toEqual({ code: 1 })
})
