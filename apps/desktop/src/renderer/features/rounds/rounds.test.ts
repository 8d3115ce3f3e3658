import { expect, test } from 'vitest'
import { sliderMost, totalOf, widthOf } from './rounds.ts'

test('a bar is a part of the largest sum, to a hundredth of a percent, whatever the size of the amounts', () => {
  expect(totalOf({ contributed: '5', matched: '7' })).toBe(12n)
  expect(widthOf('1', 3n)).toBe('33.33%')
  expect(widthOf((10n ** 30n).toString(), 2n * 10n ** 30n)).toBe('50%')
  expect(widthOf('0', 0n)).toBe('0%')
})

test('the slider reaches twice the largest gift, ten times the least, or a tenth of the pool', () => {
  const gift = (amount: string) => ({ account: '0x', seat: 0, project: 0, amount, transaction: '0x', at: 0, mine: false }) as never
  expect(sliderMost({ contributions: [gift('40'), gift('3')], minimum: '1', pool: '10' })).toBe(80n)
  expect(sliderMost({ contributions: [], minimum: '9', pool: '100' })).toBe(90n)
  expect(sliderMost({ contributions: [], minimum: '1', pool: '5000' })).toBe(500n)
})
