import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lockHome } from './lockHome.ts'

const home = mkdtempSync(join(tmpdir(), 'daomesh-lock-'))
afterAll(() => rmSync(home, { recursive: true }))
const file = join(home, 'lock')

test('M9 K4 a held home is refused with the number of its process, and is free when given back', () => {
  const release = lockHome(home)
  expect(() => lockHome(home)).toThrow(expect.objectContaining({ code: 'HOME_LOCKED', meta: { pid: process.pid } }) as Error)
  release()
  expect(existsSync(file)).toBe(false)
  lockHome(home)()
})

test.each([
  ['a process that died', '4194304 12345'],
  ['a file cut short', ''],
  ['another process under the same number', `${process.pid} 1`],
])('M9 %s does not hold the home', (_, content) => {
  writeFileSync(file, content)
  lockHome(home)()
  expect(existsSync(file)).toBe(false)
})
