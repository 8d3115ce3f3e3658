import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultHome, homePaths } from '@daomesh/peer'
import { afterAll, expect, test } from 'vitest'
import { attempt, password, program, temporaryFolder } from './peerProcess.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const home = join(folder.path, 'home')
const run = (...words: readonly string[]) => attempt(home, words)
const errorOf = ({ stderr }: { readonly stderr: string }) =>
  (JSON.parse(stderr.trim().split('\n').at(-1) ?? '{}') as { error?: { code: string; what: string; safe: string; todo: string } }).error

test('V1: help stands at every level; without a node most verbs say so, and identity works on the files', async () => {
  for (const words of [['--help'], ['chain', '--help'], ['chain', 'retry', '--help']]) {
    const { code, stdout } = await run(...words)
    expect([code, stdout.includes('Usage: daomesh')]).toEqual([0, true])
  }
  const status = await run('status')
  expect([status.code, errorOf(status)?.code]).toEqual([4, 'API_UNAVAILABLE'])
  const passwordFile = join(folder.path, 'password')
  writeFileSync(passwordFile, `${password}\n`)
  const made = await run('identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, 'phrase'))
  expect(made.code).toBe(0)
  expect((JSON.parse(made.stdout) as { account: string }).account).toMatch(/^0x[0-9a-f]{40}$/)
})

test('C11 the help of a verb says which of its options have to be given', async () => {
  const { stdout } = await run('lobby', 'create', '--help')
  expect(stdout).toMatch(/--as <name> +your own name \(required\)/)
  expect(stdout.match(/\(required\)/g)).toHaveLength(1)
})

test('V2: 2 for wrong usage, 3 for what is refused', async () => {
  expect((await run('no-such-noun')).code).toBe(2)
  expect((await run('start', '--rpc', 'not an address')).code).toBe(2)
  const again = await run(
    'identity',
    'create',
    '--password-file',
    join(folder.path, 'password'),
    '--phrase-file',
    join(folder.path, 'more'),
  )
  expect([again.code, errorOf(again)?.code]).toEqual([3, 'IDENTITY_EXISTS'])
})

test('V3: with --json a failure leaves stdout empty and is one coded value on stderr', async () => {
  const outcome = await run('dao', 'list')
  expect(outcome.stdout).toBe('')
  expect(errorOf(outcome)).toMatchObject({ code: 'API_UNAVAILABLE' })
  expect(Object.keys(errorOf(outcome) ?? {}).toSorted()).toEqual(['code', 'meta', 'safe', 'todo', 'what'])
})

test.each([
  [['status', '--nope'], "unknown option '--nope'"],
  [['dao', 'show'], "missing required argument 'dao'"],
  [['dao', 'frob'], "unknown command 'frob'"],
  [['dao'], 'a verb is missing'],
])('V3: so is wrong usage: %j', async (words, reason) => {
  const outcome = await run(...words)
  expect([outcome.code, outcome.stdout, outcome.stderr.trim().split('\n').length]).toEqual([2, '', 1])
  expect(JSON.parse(outcome.stderr)).toMatchObject({
    error: { code: 'INPUT_INVALID', meta: { reason: expect.stringContaining(reason) as string } },
  })
})

/** The program with both its ends open; what it says on stderr is kept. */
const open = (...words: readonly string[]) => {
  const child = spawn(process.execPath, [program, '--home', home, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  return { child, said: () => said, ended: once(child, 'exit') }
}

test('V3: whoever reads stdout may leave: that is no error, and what is followed ends', async () => {
  const help = open('--help')
  help.child.stdout.destroy()
  expect([await help.ended, help.said()]).toEqual([[0, null], ''])
  const log = homePaths(home).log
  const line = (event: string) => `${JSON.stringify({ level: 'info', time: new Date().toISOString(), event, msg: 'as it was' })}\n`
  writeFileSync(log, line('first'))
  const follow = open('logs', '--follow', '--json')
  await once(follow.child.stdout, 'data')
  follow.child.stdout.destroy()
  appendFileSync(log, line('second'))
  expect([await follow.ended, follow.said()]).toEqual([[0, null], ''])
})

test('Q4: no account is kept whose recovery phrase could not be written', async () => {
  const other = join(folder.path, 'wordless')
  const words = (phrase: string) => ['identity', 'create', '--phrase-file', join(folder.path, phrase)]
  const failed = await attempt(other, words('no such folder/phrase'), { DAOMESH_PASSWORD: password })
  expect([failed.code, errorOf(failed)?.code]).toEqual([3, 'STORAGE_FAILED'])
  expect(JSON.parse((await attempt(other, ['identity', 'show'])).stdout)).toEqual({ state: 'none', accounts: [] })
  expect((await attempt(other, words('wordless.phrase'), { DAOMESH_PASSWORD: password })).code).toBe(0)
  // A second one in this home is refused, and leaves no words behind.
  expect((await attempt(other, words('second.phrase'), { DAOMESH_PASSWORD: password })).code).toBe(3)
  expect(existsSync(join(folder.path, 'second.phrase'))).toBe(false)
})

test('V1: a home that is said to be nothing is none, and least of all the folder that somebody stands in', async () => {
  const empty = await attempt('', ['identity', 'show'])
  expect([empty.code, errorOf(empty)?.code]).toEqual([2, 'INPUT_INVALID'])
  expect(defaultHome({ DAOMESH_HOME: '' })).toBe(defaultHome({}))
})

test('V4: nothing is asked where standard input is no terminal; the environment may give the password', async () => {
  const other = join(folder.path, 'other')
  const words = ['identity', 'create', '--phrase-file', join(folder.path, 'other.phrase')]
  const asked = await attempt(other, words)
  expect([asked.code, errorOf(asked)?.code, existsSync(join(folder.path, 'other.phrase'))]).toEqual([2, 'INPUT_INVALID', false])
  expect((await attempt(other, words, { DAOMESH_PASSWORD: password })).code).toBe(0)
})

test('Q4 K2 where the recovery phrase cannot be kept no identity is, so that the same can be tried again', async () => {
  const third = join(folder.path, 'third')
  const create = (file: string) =>
    attempt(third, ['identity', 'create', '--phrase-file', join(folder.path, file)], { DAOMESH_PASSWORD: password })
  const refused = await create(join('no such folder', 'phrase'))
  expect([refused.code, errorOf(refused)?.code]).toEqual([3, 'STORAGE_FAILED'])
  expect((await create('third.phrase')).code).toBe(0)
})
