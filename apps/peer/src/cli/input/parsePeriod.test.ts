import { expect, test } from 'vitest'
import { parsePercent, parsePeriod } from './parsePeriod.ts'

test.each([
  ['90s', 90],
  ['45m', 2_700],
  ['12h', 43_200],
  ['7d', 604_800],
  ['2w', 1_209_600],
])('V5: a period of %s is %i seconds', (text, seconds) => {
  expect(parsePeriod(text, 'voting')).toBe(seconds)
})

test.each(['', '5', '-1h', '1.5h', '1y', '9999999999w'])('V5: “%s” is no period', (text) => {
  expect(() => parsePeriod(text, 'voting')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error)
})

test('V5: shares carry their sign and at most two decimals', () => {
  expect(['50%', '33.34%', '0.5%', '100%'].map((text) => parsePercent(text, 'quorum'))).toEqual([5_000, 3_334, 50, 10_000])
  for (const text of ['50', '100.01%', '-1%', '33.345%', '0x10%'])
    expect(() => parsePercent(text, 'quorum')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error)
})
