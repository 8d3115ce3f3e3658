import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { attempt, password, temporaryFolder } from './peerProcess.ts'

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
