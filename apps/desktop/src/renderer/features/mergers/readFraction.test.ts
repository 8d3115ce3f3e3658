import { expect, test } from 'vitest'
import { readFraction } from './readFraction.ts'

test('a weight is read exactly as it was written, or not at all', () => {
  expect(readFraction('3')).toEqual({ numerator: '3', denominator: '1' })
  expect(readFraction(' 3 / 2 ')).toEqual({ numerator: '3', denominator: '2' })
  expect(readFraction('1.5')).toEqual({ numerator: '15', denominator: '10' })
  for (const text of ['', '0', '0.0', '1/0', '-1', '1,5', '1.', '.5', '1/2/3', (2n ** 64n).toString(), 'x'])
    expect([text, readFraction(text)]).toEqual([text, null])
})
