import { expect, test } from 'vitest'
import { judgeNavigation } from './navigation.ts'

test.each([
  ['app://daomesh/index.html#/network', 'inside'],
  ['app://elsewhere/', 'refuse'],
  ['https://example.org/', 'ask'],
  ['mailto:a@example.org', 'ask'],
  ['https://bank.example@evil.example/', 'refuse'],
  ['javascript:alert(1)', 'refuse'],
  ['file:///etc/passwd', 'refuse'],
  ['data:text/html,x', 'refuse'],
  ['smb://host/share', 'refuse'],
  ['ms-msdt:/id', 'refuse'],
] as const)('E1, E5: %s → %s', (address, passage) => expect(judgeNavigation(address, null)).toBe(passage))

test('E2: the signing window never leaves its page and never opens anything', () => {
  const own = 'http://127.0.0.1:4711'
  expect(judgeNavigation('http://127.0.0.1:4711/#token=x', own)).toBe('inside')
  for (const other of ['http://127.0.0.1:4712/', 'https://example.org/', 'app://daomesh/'])
    expect(judgeNavigation(other, own)).toBe('refuse')
})
