import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

let home = ''
let signer: ChildProcess
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'daomesh-signer-'))
  mkdirSync(join(home, 'keys'))
  const options = JSON.stringify({ home, confirm: 'page', passwordFile: null, port: 0 })
  signer = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [options], { execArgv: [], stdio: 'ignore' })
})
afterEach(() => {
  signer.kill('SIGKILL')
  rmSync(home, { recursive: true })
})

test('H3 a signer whose node ends before the signer is up ends too', { timeout: 120_000 }, async () => {
  const ended = once(signer, 'exit')
  signer.disconnect()
  expect(await ended).toEqual([0, null])
})
