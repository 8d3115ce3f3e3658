import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStale } from './buildIfStale.ts'

let root = ''
let desktop = ''
const put = (path: string, seconds: number): void => {
  const file = join(desktop, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '')
  utimesSync(file, seconds, seconds)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'daomesh-stale-'))
  desktop = join(root, 'apps', 'desktop')
  put('src/renderer/main.tsx', 100)
})
afterEach(() => rmSync(root, { recursive: true }))

test('never built is stale, built later is not', () => {
  expect(isStale(desktop, 'renderer')).toBe(true)
  put('out/renderer/index.html', 200)
  expect(isStale(desktop, 'renderer')).toBe(false)
  expect(isStale(desktop, 'desktop')).toBe(true)
})

test('a changed source makes it stale, a changed test does not', () => {
  put('out/renderer/index.html', 200)
  put('src/renderer/format/ether.test.ts', 300)
  expect(isStale(desktop, 'renderer')).toBe(false)
  put('../../packages/protocol/src/ids.ts', 300)
  expect(isStale(desktop, 'renderer')).toBe(true)
})
