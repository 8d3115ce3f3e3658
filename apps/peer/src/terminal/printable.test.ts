import { expect, test } from 'vitest'
import { printable } from './printable.ts'

test('V8 E1: text of others can neither move the cursor nor reorder what is read', () => {
  expect(printable('\u001b[2Jgone')).toBe('\\u{1b}[2Jgone')
  expect(printable('pay \u202eeno ton')).toBe('pay \\u{202e}eno ton')
  expect(printable('a\u0000b\u009bc\rd')).toBe('a\\u{0}b\\u{9b}c\\u{d}d')
  expect(printable('Ann\u3164 B\u2800en\u{e0041}\u115f')).toBe('Ann\\u{3164} B\\u{2800}en\\u{e0041}\\u{115f}')
  expect(printable('two\nlines\tof “text” — 漢字 é')).toBe('two\nlines\tof “text” — 漢字 é')
})
