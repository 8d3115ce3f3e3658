import { expect, test } from 'vitest'
import { printableJson } from './printableJson.ts'

test('V8 E1: JSON says the same to a program, and to a terminal nothing that moves it', () => {
  const value = { title: 'pay \u202eeno ton', name: 'Ann\u3164\u009b2J\u{e0041}', text: 'two\nlines\t“é” 漢字' }
  const shown = printableJson(value)
  expect(JSON.parse(shown)).toEqual(value)
  expect(shown).toBe('{"title":"pay \\u202eeno ton","name":"Ann\\u3164\\u009b2J\\udb40\\udc41","text":"two\\nlines\\t“é” 漢字"}')
})
