import { expect, test } from 'vitest'
import { readFlags } from './readFlags.ts'

test('nothing said leaves the chain open', () => {
  expect(readFlags([])).toEqual({ passed: [], home: [], chain: null, headless: false })
  expect(readFlags(['--sandbox']).chain).toEqual(['--sandbox'])
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
