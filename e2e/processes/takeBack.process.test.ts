import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { until } from '../scene/until.ts'
import { daomesh, password, program, startPeer, temporaryFolder } from './peerProcess.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const home = join(folder.path, 'ada')

const pending = async (): Promise<number> => (await daomesh<{ signer: { pending: number } }>(home, 'status')).signer.pending

/** A verb that waits for the member, in a process of its own. */
const found = () => {
  const words = [program, '--home', home, '--json', 'lobby', 'create', 'Orchard', '--as', 'Ada', '--request-id', 'the-same-request']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) }
}

test('W9 M421: Ctrl-C in a verb that waits for a signature takes its question back, and the same request may be asked again', async () => {
  const passwordFile = join(folder.path, 'password')
  writeFileSync(passwordFile, `${password}\n`)
  await daomesh(home, 'identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, 'phrase'))
  const node = await startPeer(home, ['--sandbox', '--password-file', passwordFile], { DAOMESH_SANDBOX: join(folder.path, 'sandbox') })
  for (const ending of ['SIGINT', 'SIGHUP'] as const) {
    const { child, ended } = found()
    expect(await until('a person is asked', async () => (await pending()) === 1, 60_000)).toBe(true)
    child.kill(ending)
    const { code, said } = await ended
    expect([ending, code, said.includes('SIGNING_REFUSED'), said.includes('taken back')]).toEqual([ending, 3, true, true])
    expect(await pending()).toBe(0)
  }
  expect(await node.stop()).toBe(0)
})
