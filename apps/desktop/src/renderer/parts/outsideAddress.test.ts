import { expect, test } from 'vitest'
import { outsideAddress } from './outsideAddress.ts'

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'daomesh://join#1x',
  '/relative',
  '#/network',
  'https://bank.example@evil.example/',
])('E1: %j stays text', (href) => expect(outsideAddress(href)).toBeNull())

test('E1: look-alike hosts show their real letters', () => {
  expect(outsideAddress('https://аpple.com/')?.host).toBe('xn--pple-43d.com')
  expect(outsideAddress('https://example.org/a?b#c')?.href).toBe('https://example.org/a?b#c')
})
