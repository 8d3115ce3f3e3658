import { expect, test } from 'vitest'
import { createNews } from './newItems.ts'

const items = (...keys: string[]) => keys.map((key) => ({ key }))

test('nothing is news at the first look, then what was not there at the last one', () => {
  const news = createNews()
  expect(news(items('a', 'b'))).toEqual([])
  expect(news(items('a', 'b', 'c'))).toEqual(items('c'))
  expect(news(items('a', 'b', 'c'))).toEqual([])
  expect(news(items('c'))).toEqual([])
  expect(news(items('a', 'c'))).toEqual(items('a'))
})

test('an empty first look counts as one', () => {
  const news = createNews()
  expect(news([])).toEqual([])
  expect(news(items('a'))).toEqual(items('a'))
})
