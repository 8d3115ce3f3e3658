import { expect, test } from 'vitest'
import { threads } from './threads.ts'

const at = (entry: string, replyTo: string | null) => ({ entry, replyTo, account: '0x', name: null, text: entry, at: 0 })

test('replies of replies hang on the first comment, and one to a comment that is not here stands for itself', () => {
  const found = threads([at('a', null), at('b', 'a'), at('c', 'b'), at('d', 'gone'), at('e', null)])
  expect(found.map(({ root, replies }) => [root.entry, ...replies.map(({ entry }) => entry)])).toEqual([['a', 'b', 'c'], ['d'], ['e']])
})
