import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildIfStale, isStale } from './buildIfStale.ts'

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

test('W8: of two starts at once one builds, and the other waits for what it made', async () => {
  const at = (path: string): string => JSON.stringify(join(desktop, path))
  writeFileSync(join(desktop, 'src/renderer/index.html'), '<!doctype html><title>here</title>')
  writeFileSync(
    join(desktop, 'vite.config.mjs'),
    `import { appendFileSync } from 'node:fs'
    const count = { name: 'count', buildStart: () => appendFileSync(${at('builds')}, 'one\\n') }
    export default { root: ${at('src/renderer')}, plugins: [count], build: { outDir: ${at('out/renderer')}, emptyOutDir: true } }`,
  )
  await Promise.all([buildIfStale(desktop, 'renderer'), buildIfStale(desktop, 'renderer')])
  expect(readFileSync(join(desktop, 'builds'), 'utf8')).toBe('one\n')
  expect(isStale(desktop, 'renderer')).toBe(false)
})
