import { expect, test } from 'vitest'
import { threads } from './threads.ts'

const at = (entry: string, replyTo: string | null) => ({ entry, replyTo, account: '0x', name: null, text: entry, at: 0 })

test('replies of replies hang on the first comment, and one to a comment that is not here stands for itself', () => {
  const found = threads([at('a', null), at('b', 'a'), at('c', 'b'), at('d', 'gone'), at('e', null)])
  expect(found.map(({ root, replies }) => [root.entry, ...replies.map(({ entry }) => entry)])).toEqual([['a', 'b', 'c'], ['d'], ['e']])
})

test('M470 N4 ten thousands of comments, each in answer to the one before, are one thread like any other', () => {
  const many = Array.from({ length: 30_000 }, (_, n) => at(String(n), n === 0 ? null : String(n - 1)))
  const [found, ...others] = threads(many.toReversed())
  expect([found?.root.entry, found?.replies.length, others]).toEqual(['0', 29_999, []])
})
