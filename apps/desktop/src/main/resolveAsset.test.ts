import { expect, test } from 'vitest'
import { resolveAsset } from './resolveAsset.ts'

const folder = '/opt/app/renderer'

test('files of the app', () => {
  expect(resolveAsset(folder, 'app://daomesh/')).toBe(`${folder}/index.html`)
  expect(resolveAsset(folder, 'app://daomesh/assets/index.js')).toBe(`${folder}/assets/index.js`)
})

test.each([
  'app://daomesh/..%2f..%2fetc/passwd',
  'app://daomesh/%2e%2e/%2e%2e/etc/passwd/..%2f..%2f..%2f..%2fx',
  'app://daomesh/..%5c..%5cwindows',
  'app://daomesh/%00',
  'app://daomesh/%E0%A4%A',
  'app://other/index.html',
  'file:///etc/passwd',
  'nonsense',
])('E5: nothing outside the folder: %s', (address) => {
  const file = resolveAsset(folder, address)
  expect(file === null || file.startsWith(`${folder}/`)).toBe(true)
  expect(file === null || !file.includes('..')).toBe(true)
})
