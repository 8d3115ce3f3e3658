import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemRandom } from '../system/systemRandom.ts'
import { openDeviceKey } from './openDeviceKey.ts'
import { writeDurably } from './writeDurably.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daomesh-home-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a device key is made once, for its owner only, and is the same at the next start', () => {
  const path = join(folder, 'device.key')
  const made = openDeviceKey(path, systemRandom)
  const again = openDeviceKey(path, systemRandom)
  expect(again.device).toBe(made.device)
  expect(again.exchangeSecret).toEqual(made.exchangeSecret)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('K3: one changed digit of the device key is noticed, and the file is left as it is', () => {
  const path = join(folder, 'device.key')
  openDeviceKey(path, systemRandom)
  const content = readFileSync(path, 'utf8')
  const changed = (content.startsWith('0') ? '1' : '0') + content.slice(1)
  writeFileSync(path, changed)
  expect(() => openDeviceKey(path, systemRandom)).toThrow(/KEYSTORE_DAMAGED/)
  writeFileSync(path, content.slice(0, 40))
  expect(() => openDeviceKey(path, systemRandom)).toThrow(/KEYSTORE_DAMAGED/)
  expect(readFileSync(path, 'utf8')).toBe(content.slice(0, 40))
})

test('K2: a write that fails leaves the old content and no litter', () => {
  const path = join(folder, 'note')
  writeDurably(path, 'first')
  writeDurably(path, 'second')
  expect(readFileSync(path, 'utf8')).toBe('second')
  expect(() => writeDurably(join(folder, 'missing', 'note'), 'x')).toThrow(/STORAGE_FAILED/)
  expect(() => writeDurably(folder, 'x')).toThrow(/STORAGE_FAILED/)
  expect(readdirSync(folder)).toEqual(['note'])
})
