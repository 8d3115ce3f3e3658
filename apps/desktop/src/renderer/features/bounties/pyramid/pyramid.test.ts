import { address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chosenOf, missingIn, offeredIn, openIn, type PyramidRow, sumsOf } from './pyramid.ts'

const row = (key: string, state: PyramidRow['state'], amount: string, ready: boolean | null): PyramidRow => ({
  key,
  depth: 1,
  bounty: null,
  deal: null,
  title: key,
  payee: address.parse(`0x${'a1'.repeat(20)}`),
  amount,
  passesOn: '0',
  keeps: amount,
  state,
  planned: false,
  part: ready === null ? null : { leaf: { agreement: {} as never, terms: null, carried: null }, planned: null, ready },
})
const rows = [
  row('ready', 'signed', '6', true),
  row('late', 'asked', '5', false),
  row('words', 'agreed', '4', false),
  row('there', 'anchored', '3', null),
]

test('M233 all that is ready is chosen, what is not only where it was asked for, and never what its payee did not sign', () => {
  const keys = (...turned: readonly string[]) => chosenOf({ rows }, new Set(turned)).map(({ key }) => key)
  expect([keys(), keys('late'), keys('ready'), keys('words', 'there')]).toEqual([['ready'], ['ready', 'late'], [], ['ready']])
})

test('M233 what is chosen fits what is left, to the last unit', () => {
  const of = (amount: string) => ({ agreement: { amount } as never, committed: '3' })
  expect(sumsOf(of('9'), chosenOf({ rows }, new Set()))).toMatchObject({ sum: 6n, margin: 0n, fits: true })
  expect(sumsOf(of('8'), chosenOf({ rows }, new Set()))).toMatchObject({ margin: -1n, fits: false })
})

test('M271 what stands in a plan can be chosen again, and is not among what nobody has said anything of', () => {
  const standing = [{ ...row('planned', 'signed', '2', true), planned: true }, ...rows]
  expect(offeredIn({ rows: standing }).length - openIn({ rows: standing }).length).toBe(1)
  expect(chosenOf({ rows: standing }, new Set()).map(({ key }) => key)).toEqual(['planned', 'ready'])
})

test('M233 what is missing is counted, from what nobody signed to what is on its way', () => {
  expect(missingIn({ rows })).toEqual([
    { state: 'agreed', count: 1 },
    { state: 'asked', count: 1 },
    { state: 'signed', count: 1 },
  ])
})
