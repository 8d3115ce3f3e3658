import { expect, test } from 'vitest'
import { hostOf } from './hostOf.ts'

test('M331 of an endpoint a screen shows where it is, and no key', () => {
  expect(hostOf('https://rpc.example.org/v3/0123456789abcdef?key=secret')).toBe('rpc.example.org')
  expect(hostOf('https://name:secret@rpc.example.org/')).toBe('rpc.example.org')
  expect(hostOf('http://127.0.0.1:8545')).toBe('127.0.0.1:8545')
})
