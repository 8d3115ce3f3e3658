import { expect, test } from 'vitest'
import { ann, ben, cat, entryOf } from '../fixtures/dao.ts'
import { fold, reduce } from '../fixtures/voting.ts'
import { fungibleOf, tokensOf } from './tokensOf.ts'

const [coin, art] = [ann.address, cat.address]
type More = { readonly depth: number }
const listed = (by: typeof ann, token: string, standard: string, item: string | null, more: More) =>
  entryOf(by, 'token.list', { v: 1, token, standard, item }, more)
const unlisted = (by: typeof ann, token: string, item: string | null, more: More) =>
  entryOf(by, 'token.unlist', { v: 1, token, item }, more)

test('J10 S14 any member puts a token on the list or takes it off, and the causally latest word stands, in any order of arrival', () => {
  const on = listed(ann, coin, 'erc20', null, { depth: 3 })
  const off = unlisted(ben, coin, null, { depth: 5 })
  const again = listed(ben, coin, 'erc20', null, { depth: 8 })
  expect(tokensOf(fold(on))).toEqual([{ token: coin, item: null, standard: 'erc20', by: ann.address }])
  expect(tokensOf(fold(off, on))).toEqual([])
  expect(tokensOf(fold(again, off, on))).toEqual([{ token: coin, item: null, standard: 'erc20', by: ben.address }])
})

test('J10 S14 the items of one ERC-1155 contract are rows of their own, and only ERC-20 is fungible', () => {
  const registers = fold(
    listed(ann, art, 'erc1155', '10', { depth: 3 }),
    listed(ben, art, 'erc1155', '9', { depth: 3 }),
    listed(ann, coin, 'erc20', null, { depth: 3 }),
    unlisted(ben, art, '10', { depth: 4 }),
  )
  const order = [
    [art, '9'],
    [coin, null],
  ].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
  expect(tokensOf(registers).map(({ token, item }) => [token, item])).toEqual(order)
  expect(fungibleOf(registers)).toEqual([coin])
})

test('J10 D9 a token with an item that its standard does not have, or none where it needs one, is a broken record', () => {
  for (const [standard, item] of [
    ['erc20', '1'],
    ['erc721', '1'],
    ['erc1155', null],
    ['erc1155', '-1'],
    ['erc1155', (1n << 256n).toString()],
    ['erc777', null],
  ] as const)
    expect(tokensOf(fold(listed(ann, coin, standard, item, { depth: 3 })))).toEqual([])
  const broken = listed(ann, coin, 'erc20', '1', { depth: 3 })
  expect(reduce(broken, { view: broken.header.view, index: 0, members: null })).toEqual({ outcome: 'rejected', reason: 'ENTRY_BODY' })
})
