import { expect, test } from 'vitest'
import { readFlags } from './readFlags.ts'

test('nothing said means the sandbox', () => {
  expect(readFlags([])).toEqual({ passed: [], home: [], chain: ['--sandbox'], headless: false })
})

test('flags go to both kinds of start', () => {
  expect(readFlags(['--home', '/h', '--rpc', 'http://127.0.0.1:8545', '--headless'])).toEqual({
    passed: ['--home', '/h', '--rpc', 'http://127.0.0.1:8545'],
    home: ['--home', '/h'],
    chain: ['--rpc', 'http://127.0.0.1:8545'],
    headless: true,
  })
})

test('what cannot be meant is refused', () => {
  expect(() => readFlags(['--rpc', 'x', '--sandbox'])).toThrow('not both')
  expect(() => readFlags(['--homes', '/h'])).toThrow('homes')
})
