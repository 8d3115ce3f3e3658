import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EntryId } from '@daomesh/protocol'
import { afterAll, expect, it } from 'vitest'
import { peer, seededRandom, statusOf } from '../fixtures/world.ts'
import { sqliteStore } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'log-call-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const child = fileURLToPath(new URL('../fixtures/appendForever.ts', import.meta.url))
/** Linux with strace: nothing else can kill a process in the very call that writes or flushes. Elsewhere the cuts of the power loss test stand alone. */
const canInject = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'inject=fsync:signal=KILL:when=9999', 'true']).status === 0

/** Runs the child until it dies at the `when`-th call of that name. @returns what it acknowledged. */
const dieAt = (path: string, call: string, when: number): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const tracing = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${when}`]
    const running = spawn('strace', [...tracing, process.execPath, child, path, `${call} ${when}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    running.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      if (text.length > 65 * 500) running.kill('SIGKILL')
    })
    running.on('error', reject)
    running.on('close', () => resolve(text.split('\n').filter((line) => line.length === 64)))
  })

it.runIf(canInject)('K1 killed in the nth write or the nth flush: what was acknowledged is there', { timeout: 120_000 }, async () => {
  const path = join(home, 'killed.db')
  const acknowledged: string[] = []
  for (const [call, turns] of [
    ['fsync', [1, 2, 7, 15]],
    ['pwrite64', [1, 30, 77, 301]],
  ] as const)
    for (const when of turns) {
      const before = acknowledged.length
      acknowledged.push(...(await dieAt(path, call, when)))
      expect([call, when, acknowledged.length - before < 300]).toEqual([call, when, true])
      const store = sqliteStore({ path, random: seededRandom('after') })
      expect([call, when, store.quarantined]).toEqual([call, when, null])
      const ann = await peer('ann', { store })
      expect([call, when, acknowledged.filter((id) => statusOf(ann, id as EntryId) !== 'accepted')]).toEqual([call, when, []])
      store.close()
    }
  expect(acknowledged.length).toBeGreaterThan(20)
})
