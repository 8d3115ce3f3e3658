import { address, agreementSchema, termsHashOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { drawNonce, leavesOf } from './leavesOf.ts'
import { emptyPart } from './splitPlan.ts'

const account = (digit: string) => address.parse(`0x${digit.repeat(40)}`)
const above: Parameters<typeof leavesOf>[1] = {
  agreement: { token: account('0'), reviewPeriod: 86_400, defaultSplit: 5_000, validUntil: 800 },
  parent: `0x${'b'.repeat(64)}`,
  splitter: account('2'),
  decimals: 18,
  deliverBy: 700,
  arbiter: account('8'),
  nonce: drawNonce,
}

test('each part is an agreement that its splitter issues and its payee does, to the last unit, under the one above', () => {
  const part = { ...emptyPart('a'), payee: `0x${'A'.repeat(40)}`, title: ' Posts ', amount: '1.000000000000000001', brief: 'Oak.' }
  const [leaf, second] = leavesOf([part, part, emptyPart('b')], above)
  const terms = { v: 1 as const, title: 'Posts', brief: 'Oak.', tags: [], files: [] }
  expect(leaf?.terms).toEqual(terms)
  const read = agreementSchema.parse(leaf?.agreement)
  expect(read).toMatchObject({
    issuer: account('2'),
    reviewer: account('2'),
    hunter: account('a'),
    amount: 1_000_000_000_000_000_001n,
    termsHash: termsHashOf(terms),
    deliverBy: 700,
    arbiter: account('8'),
    parent: above.parent,
    defaultSplit: 5_000,
  })
  expect(agreementSchema.parse(second?.agreement).nonce).not.toBe(read.nonce)
})

test('empty rows are no parts', () => {
  expect(leavesOf([emptyPart('a')], above)).toEqual([])
})
