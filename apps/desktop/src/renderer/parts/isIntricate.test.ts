import { expect, test } from 'vitest'
import { isIntricate } from './isIntricate.ts'

/** As long as a comment may be. */
const filled = (unit: string): string => unit.repeat(Math.ceil(16_384 / unit.length)).slice(0, 16_384)

test('E1 N5: what takes the square of its length to parse is told from what people write', () => {
  for (const unit of ['*a_ ', 'a*', '**x* ', '>- ', '> ', '1. ', '- - ', '[a][b] ', '[', '[a](b "', '![[]()'])
    expect([unit, isIntricate(filled(unit))]).toEqual([unit, true])
  expect(isIntricate(`${'> '.repeat(31)}${'a\n'.repeat(100)}`)).toBe(true)
  expect(isIntricate(`${'> '.repeat(31)}a\n\n`.repeat(200))).toBe(true)
  const prose = 'We **pay** the [printer](https://example.org/a_b) for *all* of it, see `a_b*c`.\n'
  for (const text of [
    '',
    'short',
    prose.repeat(20),
    `${prose}\n`.repeat(1_000),
    '- one of the list\n'.repeat(500),
    `${'  '.repeat(10)}- deep\n\n`.repeat(100),
    '> quoted\n'.repeat(300),
    '| a | b |\n'.repeat(500),
    '# Plan\n\n1. first\n2. second\n   - part\n',
  ])
    expect([text.slice(0, 40), isIntricate(text)]).toEqual([text.slice(0, 40), false])
})
