import { expect, test } from 'vitest'
import { touchedBy } from './touchedBy.ts'

const key = (path: string, input?: Record<string, unknown>) => [path.split('.'), { type: 'query', input }]

test('a change of one space makes its own queries and the lists stale, no other', () => {
  expect(touchedBy('space:aa', key('daos.get', { space: 'aa' }))).toBe(true)
  expect(touchedBy('space:aa', key('proposals.get', { space: 'aa', decision: '0x1' }))).toBe(true)
  expect(touchedBy('space:aa', key('daos.list'))).toBe(true)
  expect(touchedBy('space:aa', key('daos.get', { space: 'bb' }))).toBe(false)
  expect(touchedBy('space:aa', key('network.status'))).toBe(false)
})

test('the star and unknown topics touch everything', () => {
  for (const topic of ['*', 'something new']) expect(touchedBy(topic, key('drafts.get', { draft: 'd' }))).toBe(true)
})

test('a draft touches itself and the list of drafts', () => {
  expect(touchedBy('draft:d', key('drafts.preview', { space: 's', draft: 'd' }))).toBe(true)
  expect(touchedBy('draft:d', key('drafts.list', { space: 's' }))).toBe(true)
  expect(touchedBy('draft:d', key('drafts.get', { space: 's', draft: 'e' }))).toBe(false)
})

test("a screen's own key is touched by nothing but the star", () => {
  expect(touchedBy('space:aa', ['review', 'aa', 'd'])).toBe(false)
  expect(touchedBy('*', ['review', 'aa', 'd'])).toBe(true)
})

test('names of one’s own touch the list of them alone', () => {
  expect(touchedBy('petnames', key('petnames.list'))).toBe(true)
  expect(touchedBy('petnames', key('deals.list'))).toBe(false)
})

test('the files of one space touch its own lists and nothing else', () => {
  expect(touchedBy('files:aa', key('files.list', { space: 'aa' }))).toBe(true)
  expect(touchedBy('files:aa', key('files.list', { space: 'bb' }))).toBe(false)
  expect(touchedBy('files:aa', key('drafts.list', { space: 'aa' }))).toBe(false)
})

test('income is looked at again when the chain moved, a transaction went on, or its space changed', () => {
  for (const topic of ['chain', 'transactions', 'space:aa']) expect(touchedBy(topic, key('income.get', { space: 'aa' }))).toBe(true)
  expect(touchedBy('space:bb', key('income.get', { space: 'aa' }))).toBe(false)
})

test('one’s own market bond is looked at again when the market or the chain moved, or a transaction went on; the board is not', () => {
  for (const topic of ['market', 'chain', 'transactions']) expect(touchedBy(topic, key('market.ownBond'))).toBe(true)
  for (const topic of ['chain', 'transactions']) expect(touchedBy(topic, key('market.search'))).toBe(false)
})

test('what stands in a deal, on the chain or in the queue changes bounties', () => {
  for (const topic of ['chain', 'transactions', 'space:aa', 'bounties'])
    for (const path of ['bounties.list', 'bounties.tasks']) expect(touchedBy(topic, key(path))).toBe(true)
  expect(touchedBy('bounties', key('deals.list'))).toBe(false)
  expect(touchedBy('files:aa', key('bounties.list'))).toBe(false)
})

test('what this node sends, and what becomes of it, is said of a proposal in lists too: nothing stays on its way there that was refused', () => {
  for (const path of ['proposals.get', 'proposals.list']) expect(touchedBy('transactions', key(path, { space: 'aa' }))).toBe(true)
  expect(touchedBy('transactions', key('polls.list', { space: 'aa' }))).toBe(false)
})
