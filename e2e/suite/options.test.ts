import { expect, test } from 'vitest'
import { readOptions } from './options.ts'
import { part } from './parts/part.ts'

const parts = ['a', 'b', 'c'].map((id) => part({ id, title: id, command: () => [id] }))
const chosen = (...words: string[]): string[] => readOptions(words, parts).chosen.map(({ id }) => id)

test('all parts run unless told otherwise', () => {
  expect(chosen()).toEqual(['a', 'b', 'c'])
  expect(chosen('--only', 'c,a')).toEqual(['a', 'c'])
  expect(chosen('--skip', 'b')).toEqual(['a', 'c'])
})

test('a misspelt part or an empty choice is an error, never a quiet pass', () => {
  expect(() => chosen('--only', 'd')).toThrow('no part named d; there are a, b, c')
  expect(() => chosen('--only', 'a', '--skip', 'a')).toThrow('nothing left')
})
